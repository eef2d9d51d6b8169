"""Hold a site against its manifest, the manifest against those before it, and its signature against known signers.

Nothing here needs the project or the network: a folder that was downloaded is enough.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator import manifest
from generator.errors import UsageError
from generator.i18n import Message, msg
from generator.manifest import NAME, NAMESPACE, SIGNATURE, Manifest, ssh_keygen

CHANGED, MISSING, EXTRA, STRANGE = "changed", "missing", "extra", "not-a-file"

WORDS: dict[str, Message] = {
    CHANGED: msg("differs from the manifest"),
    MISSING: msg("is missing"),
    EXTRA: msg("is not in the manifest"),
    STRANGE: msg("is a link or no ordinary file"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One file that is not as the manifest says; `kind` is a key of `WORDS`."""

    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class Link:
    """One manifest of the chain: its place, the name of its file, and its SHA-256."""

    number: int
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Chain:
    """The manifests that follow one from the other, the newest first, and where that ends too early."""

    links: tuple[Link, ...]
    broken: Message | None = None
    strangers: tuple[str, ...] = ()
    """Files in the folder that no manifest of the chain names."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What is known of the signature: whether there is one, who made it, and what is wrong with it."""

    present: bool
    signer: str = ""
    fault: Message | None = None


@dataclass(frozen=True)
class Verdict:
    """Everything that was found out about a site."""

    manifest: Manifest | None
    sha256: str
    """SHA-256 of the manifest itself."""
    differences: tuple[Difference, ...]
    signature: Signature
    chain: Chain | None = None

    @property
    def holds(self) -> bool:
        """Tell whether nothing is wrong with what was looked at."""
        chained = self.chain is None or self.chain.broken is None
        return not self.differences and chained and self.signature.fault is None


def verify(site: Path, chain: Path | None = None, signers: Path | None = None) -> Verdict:
    """Hold a folder against its manifest, and where given, against older manifests and the keys of signers.

    Raise `UsageError` where the folder has no manifest, `EnvironmentFault` where a signature needs a missing program.
    """
    place = site / NAME
    if not site.is_dir() or place.is_symlink() or not place.is_file():
        raise UsageError(msg("there is no {name} in {place}, so nothing can be compared", name=NAME, place=site))
    if place.stat().st_size > manifest.MAX_BYTES:
        raise UsageError(msg("{place} is too large for a manifest", place=place))
    data = place.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    signature = check_signature(site, data, signers)
    said = manifest.parse(data)
    if isinstance(said, Message):
        return Verdict(None, digest, (Difference(NAME, CHANGED),), signature)
    walked = walk_chain(Link(said.number, NAME, digest), said, chain) if chain else None
    return Verdict(said, digest, tuple(compare(site, said)), signature, walked)


def compare(site: Path, said: Manifest) -> Iterator[Difference]:
    """Yield every file that differs from the manifest, in the order of names."""
    present = dict(manifest.walk(site))
    for name in sorted({*present, *said.outputs} - {NAME, SIGNATURE}):
        expected = said.outputs.get(name)
        if name not in present:
            yield Difference(name, MISSING)
        elif expected is None:
            yield Difference(name, EXTRA)
        elif not present[name]:
            yield Difference(name, STRANGE)
        elif manifest.sum_file(site / name) != expected:
            yield Difference(name, CHANGED)


def walk_chain(first: Link, said: Manifest, folder: Path) -> Chain:
    """Follow the manifests from the newest to the first one; a step that no file answers is a break.

    Rewriting an old manifest changes its SHA-256, so that the one after it no longer finds it.
    """
    kept = {path.name: path.read_bytes() for path in sorted(folder.glob("*.json")) if _is_plain(path)}
    by_digest = {hashlib.sha256(data).hexdigest(): name for name, data in kept.items()}
    links, broken = [first], None
    while said.previous and broken is None:
        name = by_digest.get(said.previous)
        older = manifest.parse(kept[name]) if name else msg("not found")
        if name is None or isinstance(older, Message) or older.number != said.number - 1:
            broken = _break(links[-1], said, kept, name)
        else:
            links.append(Link(older.number, name, said.previous))
            said = older
    known = {link.sha256 for link in links}
    return Chain(tuple(links), broken, tuple(name for digest, name in sorted(by_digest.items()) if digest not in known))


def _break(after: Link, said: Manifest, kept: dict[str, bytes], found: str | None) -> Message:
    """Say where the chain breaks, and which file claims the place of the one that is not there."""
    number = said.number - 1
    if found:
        return msg("{file} is named by {after}, but it is no manifest number {number}",
                   file=found, after=after.name, number=number)  # fmt: skip
    claiming = next((name for name, data in kept.items() if _claims(data, number)), None)
    if claiming:
        return msg(
            "{file} calls itself manifest number {number}, but {after} names another one: "
            "it was changed after it was published",
            file=claiming,
            number=number,
            after=after.name,
        )
    return msg("manifest number {number}, which {after} names as {digest}, is not there",
               number=number, after=after.name, digest=said.previous)  # fmt: skip


def _claims(data: bytes, number: int) -> bool:
    """Tell whether a file says of itself that it has this place in the chain, whether or not its seal is right."""
    read = manifest.parse(data)
    if isinstance(read, Manifest):
        return read.number == number
    return f'\n "number": {number},\n'.encode() in data


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and path.stat().st_size <= manifest.MAX_BYTES


def check_signature(site: Path, data: bytes, signers: Path | None) -> Signature:
    """Return who signed a manifest according to a file of allowed signers, as ssh-keygen reads it."""
    place = site / SIGNATURE
    if not place.is_file():
        return Signature(present=False, fault=msg("the manifest is not signed") if signers else None)
    if signers is None:
        return Signature(present=True)
    wrong = msg("the signature is not one of {file} for this manifest", file=signers.name)
    asked = ssh_keygen("-Y", "find-principals", "-s", str(place), "-f", str(signers))
    for name in asked.stdout.decode("utf-8", "replace").splitlines() if asked.returncode == 0 else ():
        arguments = ("-n", NAMESPACE, "-s", str(place), "-f", str(signers), "-I", name)
        if ssh_keygen("-Y", "verify", *arguments, feed=data).returncode == 0:
            return Signature(present=True, signer=name)
    return Signature(present=True, fault=wrong)
