"""The list of the rules that the check runs over all that was read."""

from collections.abc import Callable, Iterable

from handbook.content.files import Files
from handbook.problems import Problem
from handbook.rules.customers import nobody_can_be_found, what_is_fine_stands_here
from handbook.rules.gone import (
    removed_ids_were_theirs,
    removed_pages_are_gone,
    removed_pages_have_an_address,
    something_else_to_read,
)
from handbook.rules.own_pages import own_pages_are_plain
from handbook.rules.permanence import addresses_answer
from handbook.rules.shared import moments_lead_on, the_path_leads_on
from handbook.rules.steps import steps_fill_the_minutes, steps_show_what_is_there
from handbook.rules.twins import no_steps_alone, twins_have_steps, twins_name_each_other, twins_tell_the_same_steps
from handbook.rules.values import dates_in_order, former_names_are_free, known_names, one_of_each
from handbook.rules.vocabulary import keys_can_stand_in_an_address, old_keys_lead_on, tags_stay_apart
from handbook.rules.whole_body import bodies_are_plain, links_lead_somewhere

RULES: tuple[Callable[[Files], Iterable[Problem]], ...] = (
    known_names,
    one_of_each,
    twins_have_steps,
    no_steps_alone,
    twins_name_each_other,
    twins_tell_the_same_steps,
    steps_fill_the_minutes,
    steps_show_what_is_there,
    dates_in_order,
    former_names_are_free,
    bodies_are_plain,
    own_pages_are_plain,
    links_lead_somewhere,
    nobody_can_be_found,
    what_is_fine_stands_here,
    removed_pages_have_an_address,
    removed_pages_are_gone,
    removed_ids_were_theirs,
    something_else_to_read,
    moments_lead_on,
    the_path_leads_on,
    keys_can_stand_in_an_address,
    old_keys_lead_on,
    tags_stay_apart,
    addresses_answer,
)
