"""Makes `titles.txt`: what stands before a name, "Sen." in "Sen. Jane Roe".

Takes the groups of `hand/titles.txt`; gives `Sen. TAB u TAB t`.

Known limit: titles made of a field and a rank ("Culture Minister") are listed for the
usual fields only; a title after other words with capitals is for the caller to tell.
"""

HEAD = """
Titles and honorifics that stand before a name.
Format: form TAB gender TAB kind; gender is m, f or u (either); kind is h (an honorific
that says no role: "Mr") or t (a title that is a role too: "Sen."). Forms of two or
more words have single spaces. Abbreviations stand with and without full stop.
Source: make/hand/titles.txt, written for this project.
Licence: as the project.
Made by make/make.py: edit that, not this.
"""


KEEPS_ITS_STOP = {"Del.", "M."}
"""Abbreviations that without their full stop are something else."""


def titles(groups):
    """The lines of `titles.txt`: "Lt. Gen." gives "Lt Gen" too."""
    rows = {}
    for group, forms in groups.items():
        gender, kind = group.split()
        for form in forms:
            rows.setdefault(form.replace("_", " "), f"{gender}\t{kind}")
    for form in list(rows):
        if form.endswith(".") and form not in KEEPS_ITS_STOP:
            rows.setdefault(form.replace(".", ""), rows[form])
    return [f"{form}\t{rest}" for form, rest in rows.items()]
