"""`amanah verify`: hold a site against its manifest."""

import json
from pathlib import Path

import click

from generator import verify
from generator.cli import options
from generator.i18n import Translator, nmsg, translator


@click.command(
    "verify",
    cls=options.Command,
    epilog="Example:\n\n  amanah verify site --chain manifests --signers allowed_signers",
)
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("site"))
@click.option(
    "--chain",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Folder of older manifests (*.json), to walk back to the first one.",
)
@click.option(
    "--signers",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Keys whose signature counts, in the form of an allowed_signers file of OpenSSH.",
)
@options.lang
@options.output_format
def command(language: str, site: Path, chain: Path | None, signers: Path | None, form: str) -> int:
    """Compare a downloaded site with its manifest.json: name every file that differs, is missing or is too many; walk the chain of older manifests; check the signature. Needs neither the project nor the network. Leaves with 1 where anything is wrong."""  # noqa: E501
    say = translator(language)
    verdict = verify.verify(site, chain, signers)
    click.echo(_json(verdict, say) if form == "json" else "\n".join(_lines(verdict, say)))
    return 0 if verdict.holds else 1


def _lines(verdict: verify.Verdict, say: Translator) -> list[str]:
    lines = [f"{one.path}: {verify.WORDS[one.kind].localize(say)}" for one in verdict.differences]
    files = len(verdict.manifest.outputs) if verdict.manifest else 0
    if verdict.differences:
        wrong = len(verdict.differences)
        lines.append(say.render(nmsg("{count} file is not as the manifest says",
                                     "{count} files are not as the manifest says", wrong)))  # fmt: skip
    else:
        lines.append(say("all {files} files are as the manifest says", files=files))
    lines.append(say("manifest: SHA-256 {digest}", digest=verdict.sha256))
    if verdict.manifest and verdict.manifest.commit:
        lines.append(say("commit: {id}", id=verdict.manifest.commit))
    return [*lines, *_chain(verdict.chain, say), _signature(verdict.signature, say)]


def _chain(chain: verify.Chain | None, say: Translator) -> list[str]:
    if chain is None:
        return []
    lines = [
        say("chain: number {number}, {file}, SHA-256 {digest}", number=one.number, file=one.name, digest=one.sha256)
        for one in chain.links
    ]
    if chain.broken:
        lines.append(say("chain broken: {reason}", reason=chain.broken))
    else:
        lines.append(say("chain: whole, back to the first manifest"))
    return [*lines, *(say("not in the chain: {file}", file=name) for name in chain.strangers)]


def _signature(signature: verify.Signature, say: Translator) -> str:
    if signature.fault:
        return say("signature: {reason}", reason=signature.fault)
    if signature.signer:
        return say("signature: good, by {signer}", signer=signature.signer)
    return say("signature: there is one; name the keys you trust with --signers") if signature.present else (
        say("signature: none")
    )  # fmt: skip


def _json(verdict: verify.Verdict, say: Translator) -> str:
    said, chain, signature = verdict.manifest, verdict.chain, verdict.signature
    document = {
        "holds": verdict.holds,
        "manifest": {"sha256": verdict.sha256, "number": said.number, "commit": said.commit or None} if said else None,
        "differences": [{"path": one.path, "kind": one.kind} for one in verdict.differences],
        "chain": {
            "links": [{"number": one.number, "file": one.name, "sha256": one.sha256} for one in chain.links],
            "broken": chain.broken.localize(say) if chain.broken else None,
            "strangers": list(chain.strangers),
        }
        if chain
        else None,
        "signature": {
            "present": signature.present,
            "signer": signature.signer or None,
            "fault": signature.fault.localize(say) if signature.fault else None,
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2)
