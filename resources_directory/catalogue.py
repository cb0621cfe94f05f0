"""All services at hand, built once from what was read and never changed."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from resources_directory.browsing import Browsing
from resources_directory.meaning import Meaning
from resources_directory.model import Point, Service, ServiceId
from resources_directory.places import NO_CENTROIDS, Gazetteer
from resources_directory.ranking import Ranking
from resources_directory.vocabulary import Vocabulary

NO_VOCABULARY = Vocabulary()


class Catalogue:
    """A change to the directory is a new catalogue; the old one may serve until it is ready."""

    def __init__(
        self,
        services: Iterable[Service],
        *,
        centroids: Mapping[str, Point] = NO_CENTROIDS,
        vocabulary: Vocabulary = NO_VOCABULARY,
        meaning: Meaning | None = None,
    ) -> None:
        """Without a vocabulary a search goes by the words as they stand.

        `centroids`: by outcode or sector; those of no table are learnt from the services.

        Of services that share an id, the last one counts.
        """
        self._by_id = {service.id: service for service in services}
        self.gazetteer = Gazetteer.learnt_from(self._by_id.values(), centroids)
        self._vocabulary = vocabulary
        self._meaning = meaning

    @cached_property
    def ranking(self) -> Ranking:
        """Made when it is first asked for: it takes far longer than all the rest."""
        return Ranking(self.services, self._vocabulary, self._meaning)

    @cached_property
    def browsing(self) -> Browsing:
        return Browsing(self.services, self.gazetteer)

    @property
    def services(self) -> tuple[Service, ...]:
        return tuple(self._by_id.values())

    def service(self, service_id: ServiceId) -> Service | None:
        return self._by_id.get(service_id)

    def __len__(self) -> int:
        return len(self._by_id)
