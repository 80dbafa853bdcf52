"""What notebooks show."""
import html.parser
import re

import whosaid

TEXT = (
    'The film "<b>Ode</b> & more" ran.\r\n\r\n“It \x1bheld, ‘mostly,’” said Ann <i>Lee</i>, the mayor.\n'
    "“Rain,” according to the ministry, “and wind.”"
)


class Tags(html.parser.HTMLParser):
    """Checks that tags nest, and takes the text out."""

    def __init__(self, page):
        super().__init__()
        self.open, self.text, self.names = [], [], set()
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "sup" not in self.open:
            self.text.append(data)


def test_the_text_is_whole_and_its_markup_is_not_run():
    rendering = whosaid.render(TEXT, title="<script>alert(1)</script>")
    tags = Tags(rendering._repr_html_())
    assert tags.names == {"div", "span", "sup", "b"}
    shown = "".join(tags.text)
    assert TEXT.replace("\r", "").replace("\x1b", "␛") in shown
    assert shown.startswith("<script>alert(1)</script>")


def test_every_article_nests_and_is_whole(articles):
    for text in articles.values():
        assert text.replace("\r", "") in "".join(Tags(whosaid.render(text).html).text)


def test_speakers_have_colours_numbers_and_a_legend_with_roles():
    page = whosaid.render("“Yes,” said Ada Berg, the mayor of Lindau. “No,” said Bo Day. “Well,” Berg said.").html
    assert re.findall(r"<sup[^>]*>(\d+)</sup>", page) == ["1", "2", "1"]
    assert re.findall(r"<b>(.*?)</b>(.*?)<span[^>]*>: (.*?)</span>", page) == [
        ("Ada Berg", ", mayor of Lindau", "2 quotations"), ("Bo Day", "", "1 quotation")]
    assert page.count("underline dotted") == 3
    colors = re.findall(r"border-bottom:2px solid (#\w+)", page)
    assert len(set(colors)) == 2 and colors[0] == colors[2]
    assert 'title="Ada Berg, mayor of Lindau (direct, ' in page
    assert "nobody is quoted" in whosaid.render("It rained.").html


def test_a_quotation_shows_itself_and_a_page_is_written(tmp_path):
    [first, second] = whosaid.extract("“<Yes>,” said Ada Berg, the mayor. The “Ode” is a film.")
    assert "&lt;Yes&gt;," in first._repr_html_() and "<b>Ada Berg</b>, mayor" in first._repr_html_()
    assert "nobody is said to utter it" in second._repr_html_()
    whosaid.render("“Yes,” said Ada Berg.").save(tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>") and "Ada Berg" in page
    Tags(page.replace("<!doctype html>\n", ""))
