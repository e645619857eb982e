"""Where on a finished page something is, and where to look for what made it."""

from __future__ import annotations

from dataclasses import dataclass

from site_gen.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePlaces:
    """The *source* of a page. *mains*: where in it the main part is, from and to."""

    path: str
    source: str
    mains: tuple[tuple[int, int], ...]

    def fault(self, code: str, at: int | None, message: str, advice: str = "") -> Diagnostic:
        """A diagnostic at the offset *at* of the source, or of the page as a whole; its hint says where to look."""
        hint = "; ".join(filter(None, (advice, self._likely_source(at))))
        if at is None:
            return Diagnostic(code=code, path=self.path, message=message, hint=hint)
        line, column = self.source.count("\n", 0, at) + 1, at - self.source.rfind("\n", 0, at)
        return Diagnostic(code=code, path=self.path, line=line, column=column, message=message, hint=hint)

    def _likely_source(self, at: int | None) -> str:
        """Where to look for what made this part of the page."""
        if at is None:
            return "look in templates/base.html and in the template of this page"
        if any(start <= at < end for start, end in self.mains):
            return "look in the article or record this page shows, or in the template of this page"
        return "look in templates/base.html or a component it includes"
