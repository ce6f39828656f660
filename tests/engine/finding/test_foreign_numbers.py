"""Our numbers are told from those of others, in lists and corrections too; values given for a request are kept."""

import pytest

from tests.engine.finding.entities import Table, rows, values

TABLE: Table = [
    (
        "invoice_number",
        {
            "status of inv 104188": ["104188"],
            "INV-104188": ["104188"],
            "ns.104188": ["NS-104188"],
            "NS-000104188": ["NS-000104188"],
            "FA104199 payée ?": ["104199"],
            "104188": ["104188"],
            "104188/104231": ["104188", "104231"],
            "104188,104231": ["104188", "104231"],
            "NS-104188, NS-104199 and NS-104231": ["NS-104188", "NS-104199", "NS-104231"],
            "factures 104188, 104199 et 104231": ["104188", "104199", "104231"],
            "invoices 4188, 4199 and 4231": ["4188", "4199", "4231"],
            "G061085238": [],
            "invoice E0400XA1B2": [],
            "BC-2026-118": [],
            "invoice BC-2026-118": [],
            # taken back
            "not NS-104188 but NS-104231": ["NS-104231"],
            "pas la 104188, la 104231": ["104231"],
            "NS-104231, not NS-104188": ["NS-104231"],
            "NS-104188, sorry I meant NS-104231": ["NS-104231"],
            "sorry I meant NS-104231": ["NS-104231"],
            "NS-104188? no, NS-104231": ["NS-104231"],
            "la 104188, pardon, la 104231": ["104231"],
            "la facture 104188 ... je voulais dire la 104231": ["104231"],
            "NS-104188 plutôt que NS-104231": ["NS-104188"],
            "I am not talking about NS-104188": ["NS-104188"],
            "it is not NS-104188": [],
            "n'est-ce pas la 104188 ?": ["104188"],
            "why is NS-104188 not paid": ["NS-104188"],
            "we did not receive NS-104188": ["NS-104188"],
            "is it paid or not? NS-104188": ["NS-104188"],
        },
    ),
    (
        "foreign_number",
        {
            "G061085238": ["G061085238"],
            "invoice E0400XA1B2": ["E0400XA1B2"],
            "what is MSBILL.INFO": ["MSBILL.INFO"],
            "MSFT * E0400XA1B2": ["MSFT * E0400XA1B2"],
            "MICROSOFT#G061085238": ["MICROSOFT#G061085238"],
            "BC-2026-118": ["BC-2026-118"],
            "invoice BC-2026-118": ["BC-2026-118"],
            "NS-104231": [],
            "E5": [],
            "our bill": [],
        },
    ),
    (
        "unread",
        {
            "invoice NS-10A188": ["NS-10A188"],
            "NS-12": ["NS-12"],
            "facture n° 12": ["12"],
            "invoice 104A88": ["104A88"],
            "NS-104231": [],
            "facture 2026": [],
            "ns1.contoso.example": [],
        },
    ),
    (
        "order_reference",
        {
            "put our PO 4500012345 on the invoice": ["4500012345"],
            "purchase order number AB-2026/17 please": ["AB-2026/17"],
            "notre bon de commande BC-2026-118": ["BC-2026-118"],
            "numéro de commande: CMD-889": ["CMD-889"],
            "I want to order 1500 licences": [],
            "in order 2026": [],
        },
    ),
    (
        "iban",
        {
            "our new IBAN is FR14 2004 1010 0505 0001 3M02 606": ["FR14 2004 1010 0505 0001 3M02 606"],
            "BE68539007547034": ["BE68539007547034"],
            "FR14 2004 1010": [],
        },
    ),
    (
        "tax_number",
        {
            "our VAT number is BE 0123.456.749": ["BE 0123.456.749"],
            "FR12345678901": ["FR12345678901"],
            "CHE-123.456.788 TVA": ["CHE-123.456.788 TVA"],
            "SIRET 732 829 320 00074": ["732 829 320 00074"],
            "la TVA de 2026": [],
            "VAT 20 %": [],
            "facture de 12345678": [],
        },
    ),
    ("period", {"not May but June": ["M06"], "pas mai, juin": ["M06"]}),
    (
        "product",
        {
            "not Teams but Outlook": ["Outlook"],
            "passer à E5 au lieu de E3": ["Microsoft 365 E5", "Microsoft 365 E3"],
            "Teams is not working": ["Teams"],
        },
    ),
]


@pytest.mark.parametrize(("name", "text", "expected"), rows(TABLE), ids=lambda part: str(part)[:40])
def test_a_message_names_what_it_names_and_no_more(name: str, text: str, expected: list[str]) -> None:
    assert values(name, text) == expected
