import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from "node:crypto"
import { existsSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { basename, join } from "node:path"
import { createSecureContext } from "node:tls"

type Load = (at: string, side: string) => Promise<void>

const loadsWith = (passphrase: string): Readonly<Record<string, Load>> => ({
	pem: (at, side) => loadPem(at, side),
	"pem-traditional": (at, side) => loadPem(at, side),
	"pem-encrypted": (at, side) => loadPem(at, side, { passphrase }),
	der: (at, side) => loadDer(at, side),
	"der-encrypted": (at, side) => loadDer(at, side, { passphrase }),
	pkcs12: (at, side) => loadStore(at, side, passphrase),
	"pkcs12-legacy": (at, side) => loadStore(at, side, passphrase),
	"bundle-der": async (at) => {
		new X509Certificate(await readFile(join(at, "bundle.der")))
	},
})

/** Loads every file of the folders with Node's crypto and tls. Lines as the programs of other languages print them. */
export async function loadWithNode(folders: readonly string[], passphrase: string): Promise<string> {
	const lines: string[] = []
	for (const folder of folders)
		for (const [name, load] of Object.entries(loadsWith(passphrase))) {
			if (!existsSync(join(folder, name))) continue
			const said = await load(join(folder, name), basename(folder)).then(
				() => "ok",
				(cause: unknown) => String(cause),
			)
			lines.push([folder, name, said].join("\t"))
		}
	return lines.join("\n")
}

async function loadPem(at: string, side: string, more: { passphrase?: string } = {}): Promise<void> {
	const [cert, key, ca] = await Promise.all(
		[`${side}.pem`, `${side}-key.pem`, "ca.pem"].map((each) => readFile(join(at, each))),
	)
	createSecureContext({ cert, key, ca, ...more })
	compare(new X509Certificate(cert ?? ""), createPrivateKey({ key: key ?? "", ...more }))
}

async function loadDer(at: string, side: string, more: { passphrase?: string } = {}): Promise<void> {
	const [cert, key] = await Promise.all(
		[`${side}.der`, `${side}-key.der`].map((each) => readFile(join(at, each))),
	)
	const opened = createPrivateKey({ key: key ?? Buffer.alloc(0), format: "der", type: "pkcs8", ...more })
	compare(new X509Certificate(cert ?? ""), opened)
}

/** OpenSSL checks in the context that key and certificate belong together. */
async function loadStore(at: string, side: string, passphrase: string): Promise<void> {
	createSecureContext({ pfx: await readFile(join(at, `${side}.p12`)), passphrase })
}

function compare(leaf: X509Certificate, key: KeyObject): void {
	if (!leaf.publicKey.equals(createPublicKey(key))) throw new Error("another's key")
}
