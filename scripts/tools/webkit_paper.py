"""Prints pages by WebKit into PDF files: `webkit_paper.py ADDRESS FILE SCRIPT ...`, three arguments for each page.

WebKit's driver has no command for that. The script of a page makes it print itself, as its buttons do. Runs by the
distribution's own Python, with nothing of ours.
"""

import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402

SECONDS = 60  # for all pages; each takes one or two
MARGINS = {"top": 10, "bottom": 10, "left": 12, "right": 12}  # millimetres, as @page says


def paper(operation: WebKit2.PrintOperation, file: str) -> None:
    """Choose what a person would in the dialog: a PDF file of A4 sheets."""
    settings = Gtk.PrintSettings()
    settings.set_printer("Print to File")
    settings.set(Gtk.PRINT_SETTINGS_OUTPUT_FILE_FORMAT, "pdf")
    settings.set(Gtk.PRINT_SETTINGS_OUTPUT_URI, GLib.filename_to_uri(file))
    operation.set_print_settings(settings)
    setup = Gtk.PageSetup()
    setup.set_paper_size(Gtk.PaperSize.new("iso_a4"))
    for side, width in MARGINS.items():
        getattr(setup, f"set_{side}_margin")(width, Gtk.Unit.MM)
    operation.set_page_setup(setup)


def print_next(pages: list[str]) -> None:
    """Open the first page of those that are left, in a window of its own, let it print itself, and go on."""
    if not pages:
        Gtk.main_quit()
        return
    address, file, script, *others = pages
    window, view = Gtk.Window(), WebKit2.WebView()

    def printing(_: WebKit2.WebView, operation: WebKit2.PrintOperation) -> bool:
        paper(operation, file)
        operation.connect("finished", lambda _: (window.destroy(), GLib.idle_add(print_next, others)))
        window.operation = operation  # or it is gone before it ends
        operation.print_()
        return True

    def loaded(_: WebKit2.WebView, event: WebKit2.LoadEvent) -> None:
        if event == WebKit2.LoadEvent.FINISHED:
            view.evaluate_javascript(script, -1, None, None, None, None)

    view.connect("print", printing)
    view.connect("load-changed", loaded)
    window.add(view)
    window.show_all()
    view.load_uri(address)


GLib.timeout_add_seconds(SECONDS, sys.exit, "too slow")
print_next(sys.argv[1:])
Gtk.main()
