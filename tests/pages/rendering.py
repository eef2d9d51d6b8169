"""The golden project with some of its files replaced, and all its pages rendered in memory."""

from generator.artifacts import Artifact
from generator.charts import draw
from generator.pages import ContentFile, RenderOptions, render
from generator.views.portfolio import PortfolioView, derive
from tests.built import ROOT
from tests.golden import base, judge

GLOSSARY = ContentFile(
    "content/id/glossary.md",
    "glossary.md",
    "# Istilah\n\n| Istilah | Bahasa Inggris | Artinya |\n|---|---|---|\n"
    "| Dana zakat | zakat fund | Zakat yang dihimpun. |\n| Data dasar | baseline | Keadaan sebelum program. |\n",
    "id",
)


def view_of(files: dict[str, str] | None = None) -> PortfolioView:
    """Derive the golden project."""
    loaded, checked = judge({**base(), **(files or {})})
    assert loaded.portfolio is not None
    return derive(loaded.portfolio, checked)


def pages_of(
    files: dict[str, str] | None = None,
    language: str = "id",
    *,
    content: tuple[ContentFile, ...] = (),
    address: str = "",
) -> dict[str, Artifact]:
    """Render the golden project, and return its files by their addresses."""
    view = view_of(files)
    options = RenderOptions(ROOT / "templates", address=address)
    made = render(view, view.checked, language, drawings=draw(view, language), content=content, options=options)
    return {one.uri: one for one in made}
