from __future__ import annotations

from pathlib import Path

from espace_mobile.app.actions.association import association_name, contact_lines
from espace_mobile.domain.organisation import Organisation
from espace_mobile.domain.public_site import PublicSite
from espace_mobile.domain.vocabulary import OrganisationType
from espace_mobile.protocol.values import new_id
from tests.app.tablet import AWA, at_work

OWN = Organisation(id=new_id(), name="Les Ailleurs", type=OrganisationType.OWN, phone="+33546000001")


def test_the_name_is_that_of_its_own_organisation_or_of_the_register(tmp_path: Path) -> None:
    replica = at_work(tmp_path).replica
    assert association_name(replica, "Registre") == "Registre"
    replica.save(Organisation(id=new_id(), name="Mission locale"), OWN, by=AWA.id)
    assert association_name(replica, "Registre") == "Les Ailleurs"


def test_the_contact_is_that_of_the_public_site_before_any_other(tmp_path: Path) -> None:
    replica = at_work(tmp_path).replica
    assert contact_lines(replica) == ()
    replica.save(OWN, by=AWA.id)
    assert contact_lines(replica) == ("05\u00a046\u00a000\u00a000\u00a001",)
    replica.save(PublicSite(id=new_id(), email="nous@exemple.fr", address="1 rue du Port"), by=AWA.id)
    assert contact_lines(replica) == ("nous@exemple.fr", "1 rue du Port")
