"""What setting up a plan would make, as its page shows it before anything is written."""

from dataclasses import dataclass

from pillars.ratings import RatingValue
from returns.files.shape import CommitmentFile, OfficeFile, PillarFile, PlanFile


@dataclass(frozen=True, slots=True)
class ShownCommitment:
    """A commitment with the words that it begins with."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-theme, or a pillar that has none: its title ("" where it is the pillar's) and its commitments."""

    key: str
    title: str
    commitments: tuple[ShownCommitment, ...]


@dataclass(frozen=True, slots=True)
class ShownPillar:
    """A pillar with its parts."""

    pillar: PillarFile
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """A plan before it is made. `office` is None where it is named already and stays as it is."""

    plan: PlanFile
    office: OfficeFile | None
    pillars: tuple[ShownPillar, ...]
    ratings: tuple[RatingValue, ...]
    unplaced: tuple[ShownCommitment, ...]

    @property
    def sub_themes(self) -> int:
        """How many there are besides those that stand for a pillar."""
        return sum(len(shown.pillar.sub_themes) for shown in self.pillars)


def preview(plan: PlanFile, *, office_is_named: bool) -> Preview:
    """The plan as it would be: with the newest of its scales, and each commitment where it begins."""
    placed: dict[str | None, list[ShownCommitment]] = {}
    for commitment in plan.commitments:
        placed.setdefault(commitment.sub_theme, []).append(_shown(commitment))
    newest = max(plan.rating_scales, key=lambda scale: scale.version)
    return Preview(
        plan=plan,
        office=None if office_is_named else plan.office,
        pillars=tuple(ShownPillar(pillar, _parts(pillar, placed)) for pillar in plan.pillars),
        ratings=tuple(RatingValue(**rating.model_dump()) for rating in newest.ratings),
        unplaced=tuple(placed.get(None, ())),
    )


def _parts(pillar: PillarFile, placed: dict[str | None, list[ShownCommitment]]) -> tuple[Part, ...]:
    named = [(sub_theme.key, sub_theme.title) for sub_theme in pillar.sub_themes] or [(pillar.key, "")]
    return tuple(Part(key, title, tuple(placed.get(key, ()))) for key, title in named)


def _shown(commitment: CommitmentFile) -> ShownCommitment:
    first = min(commitment.wordings, key=lambda wording: wording.in_force_from)
    return ShownCommitment(commitment.number, first.text)
