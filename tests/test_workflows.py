"""The GitHub side: workflows that can do no harm and call what exists, and forms that agree with the handbook."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from handbook.book import Handbook
from tools.nginx import PACKAGES
from tools.other_browsers import ENGINES

ROOT = Path(__file__).resolve().parent.parent
GITHUB = ROOT / ".github"
TOOLS = Path(sys.executable).parent
WORKFLOWS = {path.name: path for path in sorted((GITHUB / "workflows").glob("*.yml"))}
FORM = GITHUB / "ISSUE_TEMPLATE/tell-us-a-story.yml"

# Whatever a job may do beyond reading the repository: each line here is a reason to look twice.
MAY = {
    ("publish.yml", "site"): {"contents": "read", "pages": "read"},
    ("publish.yml", "publish"): {"pages": "write", "id-token": "write"},
    ("weekly.yml", "review"): {"contents": "read", "issues": "write"},
    ("weekly.yml", "links"): {"contents": "read", "issues": "write"},
    ("story-from-issue.yml", "draft"): {"contents": "write", "pull-requests": "write"},
}


class Plain(yaml.SafeLoader):
    """Reads YAML as GitHub does, for whom `on` is a word and not a truth value."""


Plain.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(path: Path) -> dict[str, Any]:
    content = yaml.load(path.read_text(encoding="utf-8"), Plain)
    assert isinstance(content, dict)
    return content


def jobs() -> list[tuple[str, str, dict[str, Any]]]:
    return [(name, key, job) for name, path in WORKFLOWS.items() for key, job in read(path)["jobs"].items()]


def steps(action: str) -> list[dict[str, Any]]:
    return [step for _, _, job in jobs() for step in job["steps"] if step.get("uses", "").startswith(f"{action}@")]


def commands() -> str:
    """Everything that a workflow runs, its shell scripts included."""
    scripts = [path.read_text(encoding="utf-8") for path in (GITHUB / "scripts").iterdir()]
    return "\n".join([step["run"] for _, _, job in jobs() for step in job["steps"] if "run" in step] + scripts)


def printed(*command: str | Path) -> str:
    """What a tool of this environment prints; nothing where it is content."""
    done = subprocess.run(command, capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr


# --- Safe


def test_zizmor_finds_nothing_even_as_an_auditor() -> None:
    options = ("--offline", "--no-config", "--no-ignores", "--strict-collection", "--persona=auditor")
    assert printed(TOOLS / "zizmor", *options, GITHUB) == ""


@pytest.mark.parametrize("path", WORKFLOWS.values(), ids=WORKFLOWS)
def test_every_action_is_one_of_githubs_own_and_pinned_to_a_commit_with_its_version(path: Path) -> None:
    uses = re.findall(r"uses: *(.*)", path.read_text(encoding="utf-8"))
    assert [line for line in uses if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []
    assert uses


def test_every_action_is_pinned_to_one_commit_everywhere() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in WORKFLOWS.values())
    pins = set(re.findall(r"uses: *(.*)", text))
    assert len(pins) == len({pin.partition("@")[0] for pin in pins})


@pytest.mark.parametrize("path", WORKFLOWS.values(), ids=WORKFLOWS)
def test_no_workflow_uses_a_secret_but_the_token_that_github_gives_each_job(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert set(re.findall(r"secrets\b[.\[]*\w*", text, re.IGNORECASE)) <= {"secrets.GITHUB_TOKEN"}


def test_the_workflow_for_pull_requests_names_no_token_and_may_only_read() -> None:
    text = WORKFLOWS["pull-request.yml"].read_text(encoding="utf-8")
    assert re.findall(r"github\.token|GITHUB_TOKEN|secrets|write", text.partition("\nname:")[2]) == []
    workflow = read(WORKFLOWS["pull-request.yml"])
    assert workflow["permissions"] == {"contents": "read"}
    assert [key for key, job in workflow["jobs"].items() if "permissions" in job] == []


def test_only_safe_events_start_a_workflow() -> None:
    """Not pull_request_target, workflow_run or issue_comment: these run with a token for whoever comes along."""
    assert {name: sorted(read(path)["on"]) for name, path in WORKFLOWS.items()} == {
        "publish.yml": ["push", "workflow_dispatch"],
        "pull-request.yml": ["pull_request"],
        "story-from-issue.yml": ["issues"],
        "weekly.yml": ["schedule", "workflow_dispatch"],
    }


def test_no_job_may_do_more_than_it_needs() -> None:
    others = {name: path for name, path in WORKFLOWS.items() if name != "pull-request.yml"}
    assert {name: read(path)["permissions"] for name, path in others.items()} == {name: {} for name in others}
    allowed = {(name, key): job["permissions"] for name, key, job in jobs() if name in others}
    assert allowed == {place: MAY.get(place, {"contents": "read"}) for place in allowed}
    assert MAY.keys() <= allowed.keys()


def test_the_jobs_that_run_the_tests_install_the_web_server_and_the_webkit_that_these_need() -> None:
    job = [job for _, _, job in jobs() if any(step.get("run") == "make test" for step in job["steps"])]
    assert len(job) == 2
    for packages in (PACKAGES, ENGINES["WebKit"][1]):
        assert all(" ".join(packages) in "".join(step.get("run", "") for step in one["steps"]) for one in job)


def test_whatever_is_merged_or_published_was_tested_thoroughly() -> None:
    tests = [step for _, _, job in jobs() for step in job["steps"] if step.get("run") == "make test"]
    assert [step.get("env") for step in tests] == [{"THOROUGH": "1"}] * 2


def test_no_checkout_leaves_a_token_behind_and_each_brings_the_whole_history() -> None:
    wanted = {"fetch-depth": 0, "persist-credentials": "false"}
    assert [step["with"] for step in steps("actions/checkout")] == [wanted] * len(steps("actions/checkout"))


def test_every_job_has_a_name_in_words_a_pinned_runner_and_an_end() -> None:
    assert [(key, job) for _, key, job in jobs() if job["runs-on"] != "ubuntu-24.04"] == []
    assert [key for _, key, job in jobs() if not job["timeout-minutes"] <= 30 or not job["name"][0].isupper()] == []


def test_the_text_of_an_issue_reaches_no_command() -> None:
    """The number is the only thing of an issue that a workflow takes by an expression."""
    text = "".join(path.read_text(encoding="utf-8") for path in WORKFLOWS.values())
    expressions = set(re.findall(r"\$\{\{ *(.*?) *\}\}", text))
    assert {e for e in expressions if "github.event" in e} == {
        "github.event.issue.number",
        "github.event.pull_request.number",
    }
    assert [step["run"] for _, _, job in jobs() for step in job["steps"] if "${{" in step.get("run", "")] == []


def test_nobody_can_start_a_draft_by_filling_in_the_form() -> None:
    draft = read(WORKFLOWS["story-from-issue.yml"])["jobs"]["draft"]
    assert draft["if"] == "github.event.label.name == 'story'"
    assert read(FORM)["labels"] == ["new-story"]


# --- Right


def test_a_red_cross_says_what_is_wrong() -> None:
    found = read(WORKFLOWS["pull-request.yml"])["jobs"]
    assert [(job["name"], job.get("needs")) for job in found.values()] == [
        ("Check the content", None),
        ("Test", "content"),
        ("Build the site and follow its links", "content"),
    ]


def test_nothing_is_published_that_was_not_tested_and_followed() -> None:
    found = read(WORKFLOWS["publish.yml"])["jobs"]
    assert found["publish"]["needs"] == ["test", "site"]
    assert "make test" in str(found["test"]["steps"])
    assert "make links" in str(found["site"]["steps"])


def test_every_make_target_that_a_workflow_runs_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    used = set(re.findall(r"^ *make ([a-z-]+)", commands(), re.MULTILINE))
    assert used == {"build", "check", "links", "stale", "test"}
    assert used - targets == set()


def test_every_script_that_a_workflow_runs_exists_with_its_options() -> None:
    found = re.findall(r"python (?:-m )?((?:scripts/|tools\.)[\w.]+)(?: (--[a-z-]+))?", commands())
    used = {(f"scripts/{name.replace('.', '/')}.py" if name.startswith("tools.") else name): do for name, do in found}
    assert used == {
        "scripts/changed_pages.py": "",
        "scripts/story_from_issue.py": "",  # and so it publishes nobody's name
        "scripts/tools/links.py": "--external",
    }
    assert [script for script, option in used.items() if option not in (ROOT / script).read_text("utf-8")] == []


def test_every_shell_script_that_a_workflow_runs_exists_and_may_be_run() -> None:
    used = set(re.findall(r"\.github/scripts/[a-z-]+\.sh", "".join(p.read_text("utf-8") for p in WORKFLOWS.values())))
    assert used == {
        f".github/scripts/{path.name}" for path in (GITHUB / "scripts").iterdir() if path.stat().st_mode & 0o111
    }


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        *(("vendor.github-workflows", path) for path in WORKFLOWS.values()),
        ("vendor.dependabot", GITHUB / "dependabot.yml"),
        ("vendor.github-issue-config", GITHUB / "ISSUE_TEMPLATE/config.yml"),
        ("vendor.github-issue-forms", FORM),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else value,
)
def test_what_github_reads_fits_its_public_schema(schema: str, path: Path) -> None:
    assert printed(sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, path) == ""


def test_dependabot_leaves_the_limits_alone_that_pyproject_sets_on_purpose() -> None:
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]
    named = {re.split(r"[<>=]", text)[0]: text.rpartition("<")[2] for text in groups["site"] if "<" in text}
    pip = next(entry for entry in read(GITHUB / "dependabot.yml")["updates"] if entry["package-ecosystem"] == "pip")
    ignored = {entry["dependency-name"]: entry["versions"] for entry in pip["ignore"]}
    assert ignored == {name: [f">={named[name]}"] for name in ("mkdocs", "mkdocs-material", "pathspec")}


# --- In step with the handbook


def test_the_form_asks_what_the_story_catcher_fills_in() -> None:
    assert [field["id"] for field in read(FORM)["body"] if "id" in field] == [
        "happened",
        "expected",
        "did",
        "cost",
        "said",
        "ended",
        "principle",
        "title",
    ]


def test_the_form_offers_the_principles_of_the_handbook_in_their_order(book: Handbook) -> None:
    options = next(field["attributes"]["options"] for field in read(FORM)["body"] if field.get("id") == "principle")
    ordered = sorted(book.principles.values(), key=lambda principle: principle.order)
    assert options == [*(principle.title for principle in ordered), "I am not sure"]


def test_the_form_asks_for_a_promise_about_private_data() -> None:
    promise = next(field["attributes"]["options"] for field in read(FORM)["body"] if field["type"] == "checkboxes")
    label = "There are no names, phone numbers, addresses or anything that tells who the customer was."
    assert promise == [{"label": label, "required": "true"}]


def test_whoever_has_no_account_is_sent_to_the_handbook_where_it_is_published() -> None:
    published = re.search(r'SITE_URL, "(.*?)"', (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    link = read(GITHUB / "ISSUE_TEMPLATE/config.yml")["contact_links"][0]["url"]
    assert published and link == f"{published[1]}contribute/tell-a-story/"


def test_the_list_for_pull_requests_stays_short() -> None:
    template = (GITHUB / "PULL_REQUEST_TEMPLATE.md").read_text(encoding="utf-8")
    assert 1 <= template.count("- [ ]") <= 6
