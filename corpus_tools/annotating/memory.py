"""Memory: whom an article has spoken of up to a point, so that later words can stand for them."""

from dataclasses import dataclass, field

from corpus_tools.annotating.offices import Office
from corpus_tools.annotating.wording import Wording


@dataclass
class Memory:
    """Whom an article has spoken of so far: last subject and last person as such, people, offices, bodies.

    `ahead` are the offices that people hold anywhere in the article, `home` the country it names first.
    """

    wording: Wording
    genders: dict[str, str]
    subject: str = ""
    subject_type: str = ""
    person: str = ""
    recent: list[str] = field(default_factory=list)
    offices: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    bodies: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ahead: list[tuple[str, Office]] = field(default_factory=list)
    home: str = ""

    def see(self, entity: str) -> None:
        """Remember that a person was just named."""
        self.recent = [*(other for other in self.recent if other != entity), entity]

    def hold(self, entity: str, office: Office) -> None:
        """Remember an office of a person."""
        self.offices.setdefault(entity, []).append((self.canonical(office.title), office.organisation))

    def canonical(self, title: str) -> str:
        """The title that stands for all titles of the same office."""
        return self.wording.maps["same_offices"].get(title, title)
