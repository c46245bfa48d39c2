import { cp, mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { isPossible, variants, writeVariants } from "./issued-files.ts"
import { buildJavaStores } from "./issued-java-stores.ts"
import { everyKey, type KitFolder, writeKits, writeOthers } from "./issued-kits.ts"
import { buildLoadGo } from "./issued-load-go.ts"
import { buildLoadManifests } from "./issued-load-manifests.ts"
import { loadWithNode } from "./issued-load-node.ts"
import { writeLoadOpenssl } from "./issued-load-openssl.ts"
import { buildLoadPython } from "./issued-load-python.ts"
import { buildLoadRust } from "./issued-load-rust.ts"
import { isInstalled, outputOf } from "./process.ts"

let parent = ""
let kits: readonly KitFolder[] = []
/** A kit whose keys are encrypted with a passphrase that not every format allows. */
let wide: KitFolder = { title: "", folder: "", keyAlgorithm: "p256" }

const plainPassphrase = `chang'e "it" $1`
const widePassphrase = "pässwörd €1"
const sealedKeys = ["pem-encrypted", "der-encrypted"]

beforeAll(async () => {
	parent = await mkdtemp(join(tmpdir(), "countersign-files-"))
	const others = await writeOthers(parent)
	kits = [...(await writeKits(parent)), ...others.filter(({ title }) => title.includes("SVIDs below"))]
	const [first] = kits
	if (first === undefined) throw new Error("no kit was made")
	wide = { ...first, folder: join(parent, "wide") }
	await cp(first.folder, wide.folder, { recursive: true })
	await writeVariants(wide, { passphrase: widePassphrase, only: ["pem", ...sealedKeys] })
	for (const kit of kits) await writeVariants(kit, { passphrase: plainPassphrase })
}, 300_000)

afterAll(() => rm(parent, { recursive: true, force: true }))

const sides = ["server", "client"] as const
const mayFetch = process.env.COUNTERSIGN_FOREIGN === "1"
const withKeys = [
	"pem",
	"pem-traditional",
	"pem-encrypted",
	"der",
	"der-encrypted",
	"pkcs12",
	"pkcs12-legacy",
]

/** What each program loads, with the libraries that its own kind uses. */
const loaders = [
	{
		name: "openssl",
		has: isInstalled("openssl", ["version"]),
		needs: "openssl",
		build: writeLoadOpenssl,
		loads: [...withKeys, "truststore-pkcs12", "bundle-der"],
	},
	{
		name: "Go",
		has: mayFetch && isInstalled("go", ["version"]),
		needs: "Go and COUNTERSIGN_FOREIGN=1",
		build: buildLoadGo,
		loads: [...withKeys, "jks", "truststore-pkcs12", "truststore-jks", "bundle-der", "spiffe-jwks"],
	},
	{
		name: "Python",
		has: mayFetch && isInstalled("python3", ["-m", "pip", "--version"]),
		needs: "pip and COUNTERSIGN_FOREIGN=1",
		build: buildLoadPython,
		loads: [...withKeys, "truststore-pkcs12"],
	},
	{
		name: "rustls",
		has: mayFetch && isInstalled("cargo", ["--version"]),
		needs: "cargo and COUNTERSIGN_FOREIGN=1",
		build: buildLoadRust,
		loads: [...withKeys, "truststore-pkcs12"],
	},
	{
		name: "the types of Kubernetes and the loader of Compose",
		has: mayFetch && isInstalled("go", ["version"]),
		needs: "Go and COUNTERSIGN_FOREIGN=1",
		build: buildLoadManifests,
		loads: ["kubernetes-secret", "kubernetes-configmap", "compose", "env"],
	},
] as const

/** One line for each side of each folder and each of these variants that its kind of key has. */
function expected(names: readonly string[]): readonly string[] {
	return kits.flatMap((kit) =>
		sides.flatMap((side) =>
			variants
				.filter((each) => names.includes(each.name) && isPossible(each, kit))
				.map(({ name }) => `${kit.title}, ${side}, ${name}: ok`),
		),
	)
}

/** The lines of a program, with the folder's title instead of its path. */
function told(said: string): readonly string[] {
	const titles = new Map<string, string>()
	for (const { folder, title } of kits) {
		titles.set(folder, title)
		for (const side of sides) titles.set(join(folder, side), `${title}, ${side}`)
	}
	return said.split("\n").map((line) => {
		const [path = "", name, ...more] = line.split("\t")
		return `${titles.get(path) ?? path}, ${name}: ${more.join(" ").slice(0, 200)}`
	})
}

/** The lines without their folder, in order. */
function endings(said: string): readonly string[] {
	return said
		.split("\n")
		.map((line) => line.split("\t").slice(1).join(": "))
		.sort()
}

const wideEndings = ["der-encrypted: ok", "pem-encrypted: ok", "pem: ok"]
const paths = () => kits.flatMap(({ folder }) => sides.map((side) => join(folder, side)))

describe("every file of every kind of key, below a root and below an intermediate", () => {
	for (const { name, has, needs, build, loads } of loaders)
		it.skipIf(!has)(
			`is loaded by ${name}, as ${loads.join(", ")}${has ? "" : ` (skipped: needs ${needs})`}`,
			async () => {
				const [command = "", ...words] = await build(parent)
				const load = (folders: readonly string[], passphrase: string) => {
					const env = { STORE_PASSPHRASE: passphrase, LC_ALL: "C.UTF-8" }
					return outputOf(command, [...words, ...folders], { cwd: parent, env, limitMs: 300_000 })
				}
				expect([...told(await load(paths(), plainPassphrase))].sort()).toEqual([...expected(loads)].sort())
				if (loads.some((each) => sealedKeys.includes(each)))
					expect(endings(await load([join(wide.folder, "server")], widePassphrase))).toEqual(wideEndings)
			},
			900_000,
		)

	it("is loaded by Node", async () => {
		const said = told(await loadWithNode(paths(), plainPassphrase))
		expect([...said].sort()).toEqual([...expected([...withKeys, "bundle-der"])].sort())
		expect(endings(await loadWithNode([join(wide.folder, "server")], widePassphrase))).toEqual(wideEndings)
	}, 200_000)
})

const hasMaven = mayFetch && isInstalled("mvn", ["-v"])

describe("Java", () => {
	const why = hasMaven
		? ""
		: " (skipped: needs Maven and COUNTERSIGN_FOREIGN=1, because it fetches grpc-java)"
	const plain = ["pem", "pem-encrypted", "der", "der-encrypted", "bundle-der"]
	const stores = ["pkcs12", "pkcs12-legacy", "jks"]
	it.skipIf(!hasMaven)(
		`loads ${plain.join(", ")}; shakes hands and calls with key stores and trust stores that are ours${why}`,
		async () => {
			const [command = "", ...words] = await buildJavaStores(parent)
			const folders = kits.map(({ folder }) => folder)
			const said = told(
				await outputOf(command, [...words, ...folders], {
					cwd: parent,
					env: { STORE_PASSPHRASE: plainPassphrase },
					limitMs: 300_000,
				}),
			)
			const calls = kits.flatMap(({ title, keyAlgorithm }) =>
				stores.flatMap((store) => [
					`${title}, ${store}: handshake ok`,
					// The TLS that grpc-java on Netty brings takes no Ed25519, wherever the key comes from.
					`${title}, ${store}: grpc ${keyAlgorithm === "ed25519" ? "refused" : "ok"}`,
				]),
			)
			const loads = expected(plain).map((line) => line.replace(": ok", ": load ok"))
			const found = said.map((line) => line.replace(/ grpc (?!ok$).*UNAVAILABLE.*$/, " grpc refused"))
			expect([...found].sort()).toEqual([...loads, ...calls].sort())
		},
		600_000,
	)

	const hasKeytool = isInstalled("keytool", ["-help"])
	it.skipIf(!hasKeytool)(
		`keytool lists the entry of every store${hasKeytool ? "" : " (skipped: no Java is installed)"}`,
		async () => {
			const found: unknown[] = []
			for (const { folder, keyAlgorithm } of kits.filter(({ title }) => title.endsWith("the kit")))
				for (const [variant, file] of storeFiles) {
					const words = ["-J-Duser.language=en", "-list", "-keystore", join(folder, "server", variant, file)]
					const said = await outputOf("keytool", [...words, "-storepass", plainPassphrase], {
						cwd: parent,
						limitMs: 20_000,
					})
					found.push([
						keyAlgorithm,
						variant,
						/^(?:server|ca), .*(PrivateKeyEntry|trustedCertEntry)/m.exec(said)?.[1] ?? said,
					])
				}
			const wanted = everyKey.flatMap((key) =>
				storeFiles.map(([variant]) => [
					key,
					variant,
					variant.startsWith("trust") ? "trustedCertEntry" : "PrivateKeyEntry",
				]),
			)
			expect(found).toEqual(wanted)
		},
		200_000,
	)
})

const storeFiles = [
	["pkcs12", "server.p12"],
	["pkcs12-legacy", "server.p12"],
	["jks", "server.jks"],
	["truststore-pkcs12", "truststore.p12"],
	["truststore-jks", "truststore.jks"],
] as const
