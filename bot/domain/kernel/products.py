"""Which family a product belongs to: who supports it and which portal administers it depends on that."""

from enum import StrEnum


class Family(StrEnum):
    """Product families with a support structure and a portal of their own."""

    MICROSOFT_365 = "microsoft_365"
    AZURE = "azure"
    DYNAMICS_365 = "dynamics_365"
    POWER_PLATFORM = "power_platform"


_WORDS = (
    (Family.AZURE, ("azure",)),
    (Family.DYNAMICS_365, ("dynamics", "business central")),
    (
        Family.POWER_PLATFORM,
        ("power apps", "power automate", "power pages", "power platform", "copilot studio", "dataverse"),
    ),
)


def family_of(product: str) -> Family:
    """The family of a product name; what is neither Azure, Dynamics nor Power Platform is Microsoft 365."""
    name = product.casefold()
    return next((family for family, words in _WORDS if any(word in name for word in words)), Family.MICROSOFT_365)


def portal_family(product: str) -> Family:
    """The family whose portal administers a product: Dynamics 365 is administered in Power Platform's."""
    family = family_of(product)
    return Family.POWER_PLATFORM if family is Family.DYNAMICS_365 else family
