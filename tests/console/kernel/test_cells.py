"""A table's row as a card: each cell says what its column is called."""

from markupsafe import Markup

from bot.console.kernel.cells import labelled

ROWS = Markup('<tr>\n<th scope="row">T-1</th><td class="num">2</td><td>x</td></tr><tr><th>T-2</th></tr>')


def test_each_cell_carries_its_columns_name_from_the_first_in_every_row() -> None:
    drawn = labelled(ROWS, ["Number", ("Seats", "num")])
    assert '<th role="rowheader" data-label="Number" scope="row">T-1' in drawn
    assert '<td role="cell" data-label="Seats" class="num">2' in drawn
    assert '<td role="cell" data-label="">x' in drawn
    assert '<th role="rowheader" data-label="Number">T-2' in drawn
    assert drawn.count('<tr role="row">') == 2


def test_a_name_is_text() -> None:
    assert 'data-label="&lt;b&gt; &#34;x&#34;"' in labelled("<tr><td>1</td></tr>", ['<b> "x"'])
