import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { runToEnd } from "./process.ts"

const program = `import os
import ssl
import sys

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_private_key, load_pem_private_key, pkcs12

passphrase = os.environb[b"STORE_PASSPHRASE"]


def read(path):
    with open(path, "rb") as file:
        return file.read()


def spki(public):
    return public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def pem(at, side, password=None):
    context = ssl.create_default_context(cafile=f"{at}/ca.pem")
    context.load_cert_chain(f"{at}/{side}.pem", f"{at}/{side}-key.pem", password)
    key = load_pem_private_key(read(f"{at}/{side}-key.pem"), password)
    return x509.load_pem_x509_certificates(read(f"{at}/{side}.pem")), key


def der(at, side, password=None):
    names = [name for name in (f"{at}/{side}.der", f"{at}/{side}-2.der") if os.path.exists(name)]
    chain = [x509.load_der_x509_certificate(read(name)) for name in names]
    return chain, load_der_private_key(read(f"{at}/{side}-key.der"), password)


def store(at, side):
    found = pkcs12.load_pkcs12(read(f"{at}/{side}.p12"), passphrase)
    return [found.cert.certificate, *(each.certificate for each in found.additional_certs)], found.key


def trusted(at, side):
    found = pkcs12.load_pkcs12(read(f"{at}/truststore.p12"), passphrase)
    return [each.certificate for each in found.additional_certs], None


variants = {
    "pem": pem,
    "pem-traditional": pem,
    "pem-encrypted": lambda at, side: pem(at, side, passphrase),
    "der": der,
    "der-encrypted": lambda at, side: der(at, side, passphrase),
    "pkcs12": store,
    "pkcs12-legacy": store,
    "truststore-pkcs12": trusted,
}

for folder in sys.argv[1:]:
    side = os.path.basename(folder)
    for name, load in variants.items():
        at = f"{folder}/{name}"
        if not os.path.exists(at):
            continue
        said = "ok"
        try:
            chain, key = load(at, side)
            wanted = x509.load_pem_x509_certificates(read(f"{folder}/pem/{'ca' if key is None else side}.pem"))
            assert chain == wanted, "other certificates"
            assert key is None or spki(key.public_key()) == spki(chain[0].public_key()), "another's key"
        except Exception as error:
            said = f"{type(error).__name__} {error}".replace("\\n", " ")
        print(f"{folder}\\t{name}\\t{said}")
`

/** Writes a program on Python's ssl and the package cryptography, which is fetched. Resolves with the command. */
export async function buildLoadPython(parent: string): Promise<readonly string[]> {
	const folder = join(parent, "load-python")
	await mkdir(folder)
	const words = [
		"-m",
		"pip",
		"install",
		"--quiet",
		"--only-binary",
		":all:",
		"--target",
		folder,
		"cryptography==50.0.2",
	]
	await runToEnd("python3", words, { cwd: folder, limitMs: 200_000 })
	// Python looks for modules in the folder of the program first: the package lies beside it.
	await writeFile(join(folder, "load.py"), program)
	return ["python3", join(folder, "load.py")]
}
