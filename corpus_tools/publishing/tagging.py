"""Tagging: the PDF of a picture made readable aloud, as one figure with a language and a description.

matplotlib writes PDF without structure, in which a screen reader finds loose words. Here the whole page
becomes one tagged figure. That it conforms to PDF/UA is not claimed: no checker for it is at hand.
"""

import pikepdf
from pikepdf import Array, Dictionary, Name, String

LANGUAGE = "en"

_OPEN, _CLOSE = b"/Figure <</MCID 0>> BDC\n", b"\nEMC"


def tag_figure(document: pikepdf.Pdf, *, alt: str) -> None:
    """Tag the one page of a document as a figure, in place.

    Args:
        document: of one page, without structure.
        alt: read aloud in place of the picture.
    """
    page = document.pages[0]
    page.Contents = document.make_stream(_OPEN + page.Contents.read_bytes() + _CLOSE)
    page.StructParents, page.Tabs = 0, Name.S
    tree = document.make_indirect(Dictionary(Type=Name.StructTreeRoot, ParentTreeNextKey=1))
    whole = document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=tree))
    figure = document.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name.Figure,
            P=whole,
            Pg=page.obj,
            K=0,
            Alt=String(alt),
            Lang=String(LANGUAGE),
            A=Dictionary(O=Name.Layout, Placement=Name.Block, BBox=page.MediaBox),
        )
    )
    whole.K, tree.K = Array([figure]), Array([whole])
    tree.ParentTree = document.make_indirect(Dictionary(Nums=Array([0, Array([figure])])))
    root = document.Root
    root.StructTreeRoot, root.MarkInfo = tree, Dictionary(Marked=True)
    root.Lang, root.ViewerPreferences = String(LANGUAGE), Dictionary(DisplayDocTitle=True)
