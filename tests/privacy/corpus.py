"""Sentences with made-up personal data, and sentences that only look like it; the same ones in every run."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

SEED = 20261121
PROVINCES = ("11", "18", "31", "32", "33", "34", "35", "36", "51", "62", "72", "94")
GIVEN = ("Siti", "Budi", "Made", "Rahmat", "Yuliana", "Asep", "Butet", "Fransiska")
TOWNS = ("Lebak", "Jember", "Tegal", "Bandar Lampung", "Sintang", "Bima")
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober")
ZERO_WIDTH = ("\u200b", "\u200c", "\u2060", "\ufeff", "\u00ad")
WIDE = str.maketrans("0123456789", "".join(chr(0xFF10 + one) for one in range(10)))
ARABIC = str.maketrans("0123456789", "".join(chr(0x0660 + one) for one in range(10)))

Maker = Callable[[random.Random], str]


@dataclass(frozen=True)
class Sample:
    """A text, and the sort of personal data in it; nothing for a decoy."""

    text: str
    kind: str


def digits(rng: random.Random, count: int) -> str:
    """Return random digits, the first of them not zero."""
    return str(rng.randint(1, 9)) + "".join(str(rng.randint(0, 9)) for _ in range(count - 1))


def nik(rng: random.Random) -> str:
    """Return 16 digits built like a NIK."""
    born = date(1950, 1, 1) + timedelta(days=rng.randint(0, 22000))
    day = born.day + 40 * rng.randint(0, 1)
    region = f"{rng.choice(PROVINCES)}{rng.randint(1, 79):02}{rng.randint(1, 40):02}"
    return f"{region}{day:02}{born.month:02}{born.year % 100:02}{rng.randint(1, 9999):04}"


def group(rng: random.Random, number: str, *sizes: int) -> str:
    """Write a number in groups, with a separator, or disguised."""
    sign = rng.choice((" ", "-", ".", "\u2011", "\u00a0", "\u2013"))
    parts, rest = [], number
    for size in sizes:
        parts.append(rest[:size])
        rest = rest[size:]
    return sign.join(parts)


def disguise(rng: random.Random, number: str) -> str:
    """Write a number so that a simple search misses it."""
    place = rng.randint(1, len(number) - 1)
    return rng.choice(
        (
            number.translate(WIDE),
            number.translate(ARABIC),
            number[:place] + rng.choice(ZERO_WIDTH) + number[place:],
            rng.choice(ZERO_WIDTH).join(number),
        )
    )


def some_nik(rng: random.Random) -> str:
    """Return a NIK as people write it."""
    number = nik(rng)
    return rng.choice(
        (
            number,
            number,
            number,
            disguise(rng, number),
            group(rng, number, 4, 4, 4, 4),
            group(rng, number, 6, 6, 4),
        )
    )


def sentence_with_nik(rng: random.Random) -> str:
    """Return a sentence with a NIK, with its name or without."""
    number, name = some_nik(rng), rng.choice(GIVEN)
    return rng.choice(
        (
            f"NIK {number} atas nama {name}",
            f"Penerima: {name} ({number})",
            f"{name}, No. KTP: {number}, menerima bibit.",
            f"Ibu {name} dengan nomor induk kependudukan {number} hadir.",
            f"data/{number}",
            f"e-KTP {number}.",
            f"{number}",
            f"{name};{number};{rng.choice(TOWNS)}",
            f"Identity card number {number}",
            f"nik={number}",
            f"ktp_{nik(rng)}.jpg",
            f"Bantuan diserahkan kepada {number} pada 2024.",
            f"nik-{nik(rng)}",
        )
    )


def sentence_with_kk(rng: random.Random) -> str:
    """Return a sentence with the number of a family card."""
    number = some_nik(rng)
    return rng.choice(
        (
            f"No. KK {number}",
            f"Kartu Keluarga nomor {number}",
            f"KK: {number}, 4 anggota",
            f"family card {number}",
            f"kk_{nik(rng)}.pdf",
            f"Nomor KK-nya {number}",
        )
    )


def sentence_with_npwp(rng: random.Random) -> str:
    """Return a sentence with an old or new NPWP."""
    old = digits(rng, 15)
    dotted = f"{old[:2]}.{old[2:5]}.{old[5:8]}.{old[8]}-{old[9:12]}.{old[12:]}"
    new = "0" + old
    return rng.choice(
        (
            f"NPWP {dotted}",
            f"{rng.choice(GIVEN)} ({dotted})",
            f"NPWP: {old}",
            f"nomor NPWP {new}",
            f"NPWP {group(rng, new, 4, 4, 4, 4)}",
            f"Nomor pokok wajib pajak: {dotted}",
            f"taxpayer number {new}",
            f"npwp {disguise(rng, dotted)}",
        )
    )


def mobile(rng: random.Random) -> str:
    """Return a mobile number as people write it."""
    prefix = rng.choice(("812", "813", "821", "852", "857", "878", "896", "831", "888", "811"))
    rest = digits(rng, rng.choice((7, 8)))
    return rng.choice(
        (
            f"0{prefix}{rest}",
            f"+62{prefix}{rest}",
            f"+62 {prefix} {rest[:4]} {rest[4:]}",
            f"0{prefix}-{rest[:4]}-{rest[4:]}",
            f"0{prefix} {rest[:4]} {rest[4:]}",
            f"62{prefix}{rest}",
            f"(0{prefix}) {rest[:4]} {rest[4:]}",
            f"0{prefix}.{rest[:4]}.{rest[4:]}",
            f"+62 ({prefix}) {rest[:4]}-{rest[4:]}",
            disguise(rng, f"0{prefix}{rest}"),
        )
    )


def sentence_with_phone(rng: random.Random) -> str:
    """Return a sentence with a phone number."""
    number, name = mobile(rng), rng.choice(GIVEN)
    land = f"{rng.choice(('021', '0254', '0331', '0721', '0283'))}"
    return rng.choice(
        (
            f"Hubungi {name} di {number}.",
            f"HP {number}",
            f"WA: {number}",
            f"{name} {number}",
            f"Call {name} at {number}",
            f"{number}",
            f"telp {land} {digits(rng, 6)}",
            f"({land}) {digits(rng, 7)}",
            f"Narahubung: {name}, {number}",
            f"https://wa.me/62812{digits(rng, 8)}",
            f"No. HP ketua kelompok: {number}",
            f"tel:+62813{digits(rng, 8)}",
            f"Kontak 08 12 {digits(rng, 2)} {digits(rng, 2)} {digits(rng, 2)} {digits(rng, 2)}",
        )
    )


def sentence_with_account(rng: random.Random) -> str:
    """Return a sentence with a person's bank account."""
    name, bank = rng.choice(GIVEN), rng.choice(("BCA", "BRI", "BNI", "Mandiri", "BSI", "Bank Jateng"))
    number = digits(rng, rng.choice((10, 10, 13, 15)))[:-1] + "7"
    return rng.choice(
        (
            f"Rekening {bank} {number} a.n. {name}",
            f"No. rek {number}",
            f"transfer ke {bank} {number}",
            f"{bank}: {number}",
            f"norek {number}",
            f"rekening BRI {group(rng, digits(rng, 15), 4, 2, 6, 2, 1)} atas nama {name}",
            f"{number} ({bank}) a/n {name}",
            f"nomor rekening {name} adalah {number}",
            f"account number {number}",
            f"rekening {disguise(rng, number)}",
            f"{number} a.n. {name}",
            f"rekening BCA {group(rng, digits(rng, 10), 3, 3, 4)}",
        )
    )


def sentence_with_email(rng: random.Random) -> str:
    """Return a sentence with somebody's e-mail address."""
    name, host = rng.choice(GIVEN).lower(), rng.choice(("gmail.com", "yahoo.co.id", "kampus.ac.id", "dinas.go.id"))
    local = rng.choice((f"{name}.{rng.choice(TOWNS).split()[0].lower()}", f"{name}{rng.randint(1, 99)}", f"{name}_r"))
    return rng.choice(
        (
            f"Surel: {local}@{host}",
            f"{local}@{host}",
            f"tulis ke {local} [at] {host.replace('.', ' [dot] ')}",
            f"mailto:{local}@{host}",
            f"{local}(at){host}",
            f"https://contoh.id/daftar?email={local}%40{host}",
            f"({local}@{host})",
            f"{local}\uff20{host}",
        )
    )


def sentence_with_coordinates(rng: random.Random) -> str:
    """Return a sentence with an exact place."""
    south, east = f"{rng.uniform(0.5, 10.5):.6f}", f"{rng.uniform(95, 140):.6f}"
    return rng.choice(
        (
            f"Rumahnya di -{south}, {east}",
            f"https://maps.example/@-{south},{east},17z",
            f"lat: -{south}, long: {east}",
            f"?q=-{south},{east}",
            f"{south.replace('.', ',')} LS, {east.replace('.', ',')} BT",
            f"-{south} {east}",
            f"6°{rng.randint(10, 59)}'{rng.randint(10, 59)}.1\"S 107°{rng.randint(10, 59)}'35.3\"E",
            f"(-{south}; {east})",
        )
    )


def sentence_with_birth(rng: random.Random) -> str:
    """Return a sentence with a day of birth."""
    day, month, year = rng.randint(1, 28), rng.randint(1, 10), rng.randint(1950, 2018)
    town, name = rng.choice(TOWNS), rng.choice(GIVEN)
    return rng.choice(
        (
            f"{name} lahir di {town}, {day} {MONTHS[month - 1]} {year}",
            f"TTL: {town}, {day:02}-{month:02}-{year}",
            f"Tanggal lahir {day:02}/{month:02}/{year}",
            f"tgl lahir: {year}-{month:02}-{day:02}",
            f"{name}, born on May {day}, {year}",
            f"Date of birth: {day}/{month}/{year}",
            f"kelahiran {day}.{month}.{year}",
            f"Tempat/tanggal lahir: {town} / {day} {MONTHS[month - 1]} {year}",
            f"{name} (lahir {day} {MONTHS[month - 1]} {year})",
        )
    )


def amount(rng: random.Random, count: int) -> str:
    """Return a number with the dots of an amount."""
    return f"{int(digits(rng, count)):,}".replace(",", ".")


def decoy(rng: random.Random) -> str:
    """Return a sentence with long numbers that are nobody's."""
    year, day, month = rng.randint(2005, 2026), rng.randint(1, 28), rng.randint(1, 12)
    return rng.choice(
        (
            f"Anggaran Rp{amount(rng, rng.randint(7, 13))} untuk bibit",
            f"Rp {amount(rng, 16)}",
            f"Rp 3.201.{amount(rng, 6)}",
            f"Rp{digits(rng, 16)} pada neraca",
            f"sebesar {amount(rng, rng.randint(8, 13))} rupiah",
            f"IDR {amount(rng, 10)}",
            f"{digits(rng, 10)} rupiah",
            f"total {amount(rng, 16)}",
            f"Rp {digits(rng, 9)},-",
            f"Desa {rng.choice(PROVINCES)}.{rng.randint(1, 79):02}.{rng.randint(1, 40):02}.{rng.randint(1001, 2020)}",
            f"kode desa {rng.choice(PROVINCES)}{rng.randint(1000, 7999)}{rng.randint(1001, 2020)}",
            f"{year}-{month:02}-{day:02} sampai {year + 1}-{month:02}-{day:02}",
            f"{day:02}-{month:02}-{year} 08.30-10.00",
            f"Pukul 08.12 sampai 10.45, {day:02}.{month:02}.{year}",
            "Tahun 2019 2020 2021 2022",
            "2019-2020-2021-2022",
            f"UU Nomor {rng.randint(1, 40)} Tahun {year} dan PP {rng.randint(1, 99)}/{year}",
            f"Pasal {rng.randint(1, 99)} ayat (2)",
            f"Kode rekening 5.2.2.{rng.randint(10, 99)}.{rng.randint(10, 99)}.{rng.randint(1000, 9999)}",
            f"kode anggaran 0812.{digits(rng, 4)}.{digits(rng, 4)}",
            f"mata anggaran 08.12.{digits(rng, 4)}.{digits(rng, 4)}",
            f"Invoice INV-{digits(rng, 16)}",
            f"faktur {nik(rng)}",
            f"No. kuitansi 0812{digits(rng, 8)}",
            f"SK {nik(rng)}",
            f"nomor transaksi {digits(rng, 16)}",
            f"ISBN 978-602-{digits(rng, 4)}-{digits(rng, 2)}-1",
            f"resi 0852{digits(rng, 9)}",
            f"https://berita.example/read/{year}/{month:02}/{day:02}/{digits(rng, 8)}/lokakarya",
            f"{digits(rng, 6)} pohon",
            f"https://berita.example/d-{digits(rng, 7)}/judul",
            f"BAST/{year}/{month:02}/{digits(rng, 4)}",
            f"{digits(rng, 12)} sel",
            f"REKAAN/LC/{year}/0{rng.randint(1, 9)}",
            f"luas {digits(rng, 3)},{digits(rng, 4)} ha",
            "pH 6.5432, suhu 27.1234",
            f"Program lahir pada {day} {MONTHS[month % 10]} {year}",
            f"{rng.randint(20, 900)} bayi lahir pada {year}",
            f"Koperasi ini berdiri {day} {MONTHS[month % 10]} {year}",
            f"Hari lahir Pancasila, 1 Juni {year}",
            f"info@lembaga{rng.randint(1, 9)}.or.id",
            "tanya@contoh.example",
            f"akun @lembaga_contoh{rng.randint(1, 99)}",
            f"Rekening donasi BSI {digits(rng, 10)} a.n. Yayasan Contoh",
            f"{digits(rng, 10)} atas nama BAZNAS",
            f"transfer {amount(rng, 9)} ke koperasi",
            f"Bank BRI menyalurkan {amount(rng, 10)}",
            f"versi 1.2.3.{digits(rng, 8)}",
            f"rasio 0,{digits(rng, 8)} dan 0,{digits(rng, 8)}",
            "342 mitra: 100, 85, 139 orang",
            f"{digits(rng, 16)[:1]}0{digits(rng, 14)}0",
        )
    )


MAKERS: dict[str, Maker] = {
    "nik": sentence_with_nik,
    "kk": sentence_with_kk,
    "npwp": sentence_with_npwp,
    "phone": sentence_with_phone,
    "account": sentence_with_account,
    "email": sentence_with_email,
    "coordinates": sentence_with_coordinates,
    "birth-date": sentence_with_birth,
}


def samples(each: int = 250, decoys: int = 3000) -> Iterator[Sample]:
    """Yield sentences of every sort, then the decoys."""
    rng = random.Random(SEED)  # noqa: S311 - a fixed seed, so that the rates can be compared
    for kind, make in MAKERS.items():
        for _ in range(each):
            yield Sample(make(rng), kind)
    for _ in range(decoys):
        yield Sample(decoy(rng), "")
