"""What the words around a number say that it is: whose, of which sort, or money."""

import re

from generator.model.traces import ACCOUNT, KK, NIK, NPWP, PHONE

_NEAR = 48
"""How many signs before a number its name may stand."""

_BANKS = (
    r"bca|bri|bni|mandiri|bsi|btn|cimb|niaga|permata|danamon|muamalat|jago|seabank|ocbc|panin|maybank|bjb|"
    r"bank(?! sampah| pohon| pakaian| makanan| darah)(?: \w+){1,3}"
)
_NOT_PERSONAL = (
    r"rekening (?:listrik|air|telepon|koran|belanja|pendapatan)|dokumen|document|arsip|agenda|regist\w+|"
    r"inv|invoice|faktur|kuitansi|kwitansi|resi|receipt|voucher|nota|transaksi|trx|transaction|ref|referensi|"
    r"reference|order|po|spk|sk|surat|kontrak|contract|bast|kode(?: \w+)?|code|akun|mak|dipa|dpa|isbn|issn|doi|"
    r"barcode|imei|seri|serial|tiket|ticket|pelanggan|meter|token|versi|version|pagu|anggaran|budget"
)
_CALLING = (
    r"hp|no ?hp|nohp|handphone|telp|tlp|tel|telepon|telpon|phone|wa|whatsapp|sms|hubungi|kontak|contact|call|cp|"
    r"ponsel|seluler|mobile|narahubung|wa\.me|fax|faks"
)
_NAMES: tuple[tuple[str, str], ...] = (
    ("other", _NOT_PERSONAL),
    (KK, r"kk|no ?kk|nokk|kartu keluarga|family card"),
    (NPWP, r"npwp|pokok wajib pajak|tax(?:payer)?(?: id\w*)?(?: number)?"),
    (NIK, r"nik|e-?ktp|ktp|induk kependudukan|identitas|identity(?: card)?|id card|national id"),
    (PHONE, _CALLING),
    (ACCOUNT, r"rekening|rek|no ?rek|norek|a/c|acct?|account"),
    ("bank", rf"{_BANKS}|transfer|tf|virtual account|va"),
)
_NAMED = re.compile(
    r"(?<![a-z0-9])(?:" + "|".join(f"(?P<n{index}>{words})" for index, (_, words) in enumerate(_NAMES)) + r")(?![a-z])",
)
_MONEY_BEFORE = re.compile(r"(?:\brp|\bidr|\busd|\$)\.?\s*$")
_MONEY_AFTER = re.compile(r"\s*(?:rupiah|ribu|juta|jt|miliar|milyar|triliun|million|billion|thousand|,-|,00\b)")
_BUDGET_CODE = re.compile(r"\d(?:\.\d{1,4}){3,}")
_OWNER = re.compile(r"[\s(,;:-]*(?:a\.?\s?/?n\b\.?|atas nama|in the name of|on behalf of)\s*", re.IGNORECASE)
_INSTITUTION = re.compile(
    r"(?:yayasan|lembaga|baznas|laz\w*|pt|cv|koperasi|kelompok|panitia|dinas|pemerintah|badan|masjid|rumah zakat|"
    r"dompet|perkumpulan|foundation|institution|cooperative)\b",
    re.IGNORECASE,
)
_BANK_AFTER = re.compile(rf"[\s(,-]*(?:{_BANKS})\b", re.IGNORECASE)


def name_before(text: str, start: int) -> tuple[str, int]:
    """Return what the words before a place say that comes there, and how far away they stand."""
    window = re.split(r"\n|\d{8}", text[max(0, start - _NEAR) : start].lower())[-1]
    last = None
    for found in _NAMED.finditer(window):
        last = found
    if last is None or last.lastgroup is None:
        return "", _NEAR
    return _NAMES[int(last.lastgroup[1:])][0], len(window) - last.end()


def is_money(text: str, start: int, end: int) -> bool:
    """Tell whether a number stands after `Rp` or before a word for money or for a scale."""
    before, after = text[max(0, start - 8) : start].lower(), text[end : end + 16].lower()
    return bool(_MONEY_BEFORE.search(before) or _MONEY_AFTER.match(after))


def is_grouped(written: str) -> bool:
    """Tell whether a number has the dots of an amount: 1.500.000."""
    return bool(re.fullmatch(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*", written))


def is_of_institution(after: str) -> bool:
    """Tell whether the words after an account say that an institution owns it."""
    owner = _owner(after)
    return owner is not None and _INSTITUTION.match(after, owner.end()) is not None


def is_of_somebody(after: str) -> bool:
    """Tell whether the words after a number give an owner or a bank."""
    return bool(_owner(after) or _BANK_AFTER.match(after))


def is_budget_code(written: str) -> bool:
    """Tell whether a number is a line of the chart of accounts of a government, such as 5.1.02.01.01.0026."""
    return _BUDGET_CODE.fullmatch(written) is not None


def _owner(after: str) -> re.Match[str] | None:
    bank = _BANK_AFTER.match(after)
    return _OWNER.match(after) or (_OWNER.match(after, bank.end()) if bank else None)
