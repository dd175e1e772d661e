"""Those whom one word alone may name, asked in logarithmic time which of them it is: *Moe*, where there are many."""

from bisect import bisect_left
from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from quoteattr.entities.cast import TOPIC_REACH, Entity


class Bearers:
    """Some people by what decides between them: who was just named in full, who is so before at all, and how often.

    `count` is to be told of each further mention of one of them.
    """

    def __init__(self, people: Sequence[Entity]) -> None:
        self._people = people
        self._places = {id(entity): place for place, entity in enumerate(people)}
        self._often = [(-len(entity.names), place) for place, entity in enumerate(people)]
        heapify(self._often)
        self._topics = sorted((topic, place) for place, entity in enumerate(people) for topic in entity.topics)
        named = ((place, entity.introductions) for place, entity in enumerate(people))
        self._introduced = sorted((introductions[0], place) for place, introductions in named if introductions)

    def __contains__(self, entity: Entity) -> bool:
        return id(entity) in self._places

    def count(self, entity: Entity) -> None:
        """Note that somebody was named once more."""
        heappush(self._often, (-len(entity.names), self._places[id(entity)]))

    def likeliest(self, offset: int) -> Entity | None:
        """The last who was just named in full before an offset, or else the one named most often.

        Who is not yet named in full there gives way to the last who is.
        """
        place = bisect_left(self._topics, (offset, -1)) - 1
        if place >= 0 and self._topics[place][0] >= offset - TOPIC_REACH:
            return self._people[self._topics[place][1]]
        while self._often and -self._often[0][0] < len(self._people[self._often[0][1]].names):
            heappop(self._often)  # what was counted since
        if not self._often:
            return None
        usual = self._people[self._often[0][1]]
        before = bisect_left(self._introduced, (offset, -1))
        late = usual.introductions[:1] > [offset]
        return self._people[self._introduced[before - 1][1]] if late and before else usual
