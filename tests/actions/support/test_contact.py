"""One way to reach people when one was asked for, who supports what, and the right portal."""

import pytest

from actions.support.contact import ContactSupport
from bot.bootstrap import Desk
from bot.domain.kernel.questions import ASPECTS
from tests.actions.conftest import ADATUM, BILLING, TAILSPIN
from tests.actions.talk import Talk

VISITOR = None


def test_every_aspect_of_the_contact_has_a_plan() -> None:
    assert set(ContactSupport.plans) == ASPECTS["contact_support"]


@pytest.mark.parametrize(
    ("who", "aspect", "form", "entities", "answer"),
    [
        (VISITOR, "phone", "which", {},
         "Our phone number is **+33 1 99 00 12 34**. We are open right now, until 12:30."),
        (VISITOR, "phone", "yes_no", {},
         "Yes, our phone number is **+33 1 99 00 12 34**. We are open right now, until 12:30."),
        (VISITOR, "email", "which", {}, "Our e-mail address is **support@northstar.example**."),
        (VISITOR, "address", "where", {},
         "Our postal address is Northstar Cloud SAS, 12 rue de l'Exemple, 75002 Paris, France."),
        (BILLING, "microsoft", "yes_no", {},
         "No, you always come to us: Microsoft takes no requests from customers of its partners. Where Microsoft is "
         "needed, we turn to them for you."),
        (BILLING, "portal", "which", {"product": "Azure"},
         "The administrators' portal for Azure (commercial cloud) is **portal.azure.com**."),
        (BILLING, "portal", "which", {"product": "Power Automate"},
         "The administrators' portal for Power Platform and Dynamics 365 (commercial cloud) is "
         "**admin.powerplatform.microsoft.com**."),
        (TAILSPIN, "portal", "which", {"product": "Teams"},
         "The administrators' portal for Microsoft 365 (US Government cloud) is **portal.office365.us**."),
        (TAILSPIN, "portal", "which", {"product": "Azure", "cloud": "commercial"},
         "The administrators' portal for Azure (commercial cloud) is **portal.azure.com**."),
        (BILLING, "product", "who", {"product": "Dynamics 365"},
         "Our partner **Ridgeline Consulting** supports Dynamics 365; you still come to us, and we pass it on."),
        (BILLING, "product", "yes_no", {"product": "Dynamics 365"},
         "Not ourselves: our partner **Ridgeline Consulting** supports Dynamics 365; you still come to us, and we pass "
         "it on."),
        (BILLING, "product", "yes_no", {"product": "Teams"}, "Yes, we support Teams ourselves."),
        (VISITOR, "product", "who", {},
         "We support Microsoft 365, Azure and Power Platform ourselves. Our partner **Ridgeline Consulting** supports "
         "Dynamics 365; you still come to us, and we pass it on."),
        (ADATUM, "portal", "which", {"product": "Azure"},
         "If you buy from Microsoft directly, your invoices, subscriptions and support are in Microsoft's own portals "
         "(commercial):\n\n- Azure: portal.azure.com"),
    ],
)  # fmt: skip
def test_the_whole_answer(
    desk: Desk, who: str | None, aspect: str, form: str, entities: dict[str, str], answer: str
) -> None:
    assert Talk.of(desk, who).ask(f"contact_support/{aspect}", "?", form=form, **entities).text == answer


@pytest.mark.parametrize(
    ("aspect", "entities", "answer"),
    [
        ("ways", {}, "Vous nous joignez par e-mail à **support@northstar.example**"),
        ("phone", {}, "Notre numéro de téléphone est le **+33 1 99 00 12 34**."),
        ("email", {}, "Notre adresse e-mail est **support@northstar.example**."),
        ("address", {}, "Notre adresse postale est : Northstar Cloud SAS, 12 rue de l'Exemple, 75002 Paris, France."),
        ("microsoft", {}, "Non, vous passez toujours par nous"),
        ("portal", {"product": "Azure"},
         "Le portail d'administration pour Azure (cloud commercial) est **portal.azure.com**."),
        ("product", {"product": "Dynamics 365"},
         "Notre partenaire **Ridgeline Consulting** assure le support de Dynamics 365"),
        ("product", {}, "Nous assurons nous-mêmes le support de Microsoft 365, Azure et Power Platform."),
    ],
)  # fmt: skip
def test_the_contact_is_told_in_french(desk: Desk, aspect: str, entities: dict[str, str], answer: str) -> None:
    assert answer in Talk.of(desk, BILLING, "fr").ask(f"contact_support/{aspect}", "?", **entities).text


def test_portals_of_the_own_cloud_and_of_direct_buyers(desk: Desk, visitor: Talk) -> None:
    said = Talk.of(desk, TAILSPIN).ask("contact_support", "GCC portal?", cloud="us_government").text
    assert "portal.office365.us" in said
    assert "gcc.admin.powerplatform.microsoft.us" in said
    direct = visitor.ask("contact_support", "I buy Azure from Microsoft", buys_direct="true", product="Azure").text
    assert "portal.azure.com" in direct
    assert "admin.microsoft.com" not in direct


def test_who_supports_it_is_about_the_product_talked_about(contoso: Talk) -> None:
    contoso.ask("contact_support/portal", "Dynamics admin address?", product="Dynamics 365")
    assert "Ridgeline Consulting" in contoso.ask("contact_support/product", "and who supports it?", form="who").text
