"""The seal of an XML element: whoever changes a letter below it breaks it, whoever only indents it anew does not."""

from hashlib import sha256

from lxml import etree


def seal(element: etree._Element) -> str:
    """Return the SHA-256 of an element: names, attributes and texts in their order.

    Prefixes, the order of attributes, comments, and the space around texts do not count.
    """
    digest = sha256()
    for event, one in etree.iterwalk(element, events=("start", "end")):
        if not isinstance(one.tag, str):
            continue
        if event == "start":
            said = "\x1f".join(f"{name}\x1e{value}" for name, value in sorted(one.items()))
            digest.update(f"\x02{one.tag}\x1f{said}\x1d{(one.text or '').strip()}".encode())
        else:
            after = "" if one is element else (one.tail or "").strip()
            digest.update(f"\x03{after}".encode())
    return digest.hexdigest()
