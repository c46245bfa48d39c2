import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { plaintextGrpc } from "#lab/servers/grpc-server"
import { buildEnvoyReader, buildGrpcurl } from "./issued-envoy.ts"
import { fenceOf, type KitFolder, writeKits } from "./issued-kits.ts"
import { buildReadmeGo } from "./issued-readme-go.ts"
import { buildReadmeNode, callWithoutCertificate } from "./issued-readme-node.ts"
import { isInstalled, outputOf, startForeign, steadyPort } from "./process.ts"

let parent = ""
let port = 0
let kits: readonly KitFolder[] = []
let node: readonly string[] = []

beforeAll(async () => {
	parent = await mkdtemp(join(tmpdir(), "countersign-shell-"))
	port = await steadyPort()
	kits = await writeKits(parent)
	const [kit] = kits
	if (kit !== undefined) node = await buildReadmeNode(parent, kit, port)
}, 120_000)

afterAll(() => rm(parent, { recursive: true, force: true }))

const mayFetch = process.env.COUNTERSIGN_FOREIGN === "1"
const hasGo = mayFetch && isInstalled("go", ["version"])
const hasNginx = isInstalled("nginx", ["-v"])
const hasKubectl = isInstalled("kubectl", ["version", "--client"])
const whyNoGo = hasGo ? "" : " (skipped: needs Go and COUNTERSIGN_FOREIGN=1, because it fetches modules)"

/** Runs shell text in a kit's folder. Resolves with all that it printed. */
function shell(kit: KitFolder, text: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
	return outputOf("sh", ["-c", `set -eu\n${text}`], { cwd: kit.folder, env, limitMs: 60_000 })
}

/** Runs with the README's server of a language, which is up in the kit's folder. */
async function besideServer<T>(kit: KitFolder, act: () => Promise<T>, language = node): Promise<T> {
	const [program = "", ...words] = language
	const running = await startForeign(program, [...words, "serve"], port, kit.folder)
	try {
		return await act()
	} finally {
		await running.stop()
	}
}

async function callFromNode(kit: KitFolder): Promise<string> {
	const [program = "", ...words] = node
	return outputOf(program, [...words, "call"], { cwd: kit.folder, limitMs: 20_000 })
}

describe("the commands in a kit's README, as they stand", () => {
	it.skipIf(!hasGo)(
		`grpcurl calls the health service with a kit of every kind of key${whyNoGo}`,
		async () => {
			const [first] = kits
			if (first === undefined) throw new Error("no kit was made")
			// grpcurl asks by server reflection what the service is: this server has it.
			const [go, bin] = [await buildReadmeGo(parent, first, port), await buildGrpcurl(parent)]
			const env = { PATH: `${bin}:${process.env.PATH ?? ""}` }
			const said: unknown[] = []
			for (const kit of kits) {
				const command = await fenceOf(kit, "grpcurl", port)
				const answer = await besideServer(kit, () => shell(kit, command, env), go)
				said.push([kit.title, answer.replace(/\s+/g, "")])
			}
			expect(said).toEqual(kits.map(({ title }) => [title, '{"status":"SERVING"}']))
		},
		900_000,
	)

	it.skipIf(!hasNginx)(
		`nginx serves mutual TLS with a kit of every kind of key${hasNginx ? "" : " (skipped: nginx is not installed)"}`,
		async () => {
			const behind = await plaintextGrpc({ port: 0 })
			const said: unknown[] = []
			try {
				for (const kit of kits) {
					const server = (await fenceOf(kit, "nginx", port)).replace("9090", String(behind.port))
					const own = ["body", "proxy", "fastcgi", "uwsgi", "scgi"]
					const paths = own.map(
						(each) => `${each === "body" ? "client_body" : each}_temp_path ${kit.folder}/${each};`,
					)
					const around = `daemon off; master_process off; pid ${kit.folder}/pid; error_log ${kit.folder}/error.log;\nevents {}\n`
					const path = join(kit.folder, "nginx.conf")
					await writeFile(path, `${around}http { access_log off; ${paths.join(" ")}\n${server}}\n`)
					const words = ["-c", path, "-p", kit.folder]
					const checked = await outputOf("nginx", ["-t", ...words], { cwd: kit.folder, limitMs: 10_000 })
					const running = await startForeign("nginx", words, port, kit.folder)
					const alone = await callWithoutCertificate(kit.folder, port)
					said.push([
						kit.title,
						/test is successful/.test(checked),
						await callFromNode(kit),
						alone === "SERVING",
					])
					await running.stop()
				}
			} finally {
				await behind.close()
			}
			expect(said).toEqual(kits.map(({ title }) => [title, true, "SERVING", false]))
		},
		120_000,
	)

	it.skipIf(!hasKubectl)(
		`kubectl makes objects that hold the same files${hasKubectl ? "" : " (skipped: kubectl is not installed)"}`,
		async () => {
			for (const kit of kits) {
				// No cluster: the client says what it would send.
				const locally = 'kubectl() { command kubectl "$@" --dry-run=client -o json; }\n'
				const said = await shell(kit, locally + (await fenceOf(kit, "Kubernetes", port)))
				const [secret, bundle] = said.split(/(?<=^\})\n/m).map((each) => JSON.parse(each))
				const held = async (names: Readonly<Record<string, string>>) =>
					Object.fromEntries(
						await Promise.all(
							Object.entries(names).map(async ([key, name]) => [
								key,
								await readFile(join(kit.folder, name), "utf8"),
							]),
						),
					)
				const decoded = Object.entries(secret.data).map(([key, value]) => [
					key,
					Buffer.from(String(value), "base64").toString(),
				])
				expect(secret).toMatchObject({ kind: "Secret", type: "kubernetes.io/tls" })
				expect(Object.fromEntries(decoded)).toEqual(
					await held({ "tls.crt": "server.pem", "tls.key": "server-key.pem", "ca.crt": "ca.pem" }),
				)
				expect(bundle).toMatchObject({ kind: "ConfigMap", data: await held({ "ca.crt": "ca.pem" }) })
			}
		},
		60_000,
	)

	it.skipIf(!hasGo)(
		`Envoy's own API definitions read its transport socket, and hold it to their rules${whyNoGo}`,
		async () => {
			const reader = await buildEnvoyReader(parent)
			for (const kit of kits) {
				const path = join(kit.folder, "envoy.yaml")
				await writeFile(path, await fenceOf(kit, "Envoy, in a listener's filter chain", port))
				expect(await outputOf(reader, [path], { cwd: kit.folder, limitMs: 10_000 })).toBe(
					"server.pem server-key.pem\nca.pem\nenvoy.transport_sockets.tls true [h2]",
				)
			}
		},
		600_000,
	)

	it.skip("Envoy serves with it (skipped: no package registry of the tests has Envoy)", () => undefined)
	it.skip(".NET calls with it (skipped: no package registry of the tests has the .NET SDK)", () => undefined)
	it.skip("Permguard serves with it (skipped: no package registry of the tests has Permguard)", () =>
		undefined)

	it("names files for Permguard that are there, in mode mtls", async () => {
		for (const kit of kits) {
			const said = await shell(
				kit,
				`${await fenceOf(kit, "Permguard, server", port)}\nenv | grep ^PERMGUARD_ | sort`,
			)
			expect(said.split("\n")).toEqual([
				"PERMGUARD_SERVER_TLS_CA_FILE=ca.pem",
				"PERMGUARD_SERVER_TLS_CERT_FILE=server.pem",
				"PERMGUARD_SERVER_TLS_KEY_FILE=server-key.pem",
				"PERMGUARD_SERVER_TLS_MODE=mtls",
			])
		}
	})

	it("checks a server, renews its certificate, and issues more, with countersign", async () => {
		const main = join(import.meta.dirname, "../main.ts")
		const ours = `countersign() { "${process.execPath}" "${main}" "$@"; }\n`
		for (const kit of kits.slice(0, 3)) {
			const readme = await readFile(join(kit.folder, "README.md"), "utf8")
			const check = /^countersign check .*$/m.exec(readme)?.[0].replace("9091", String(port)) ?? "false"
			const said = await besideServer(kit, () => shell(kit, `${ours}${check}\necho ended $?`))
			expect(said).toMatch(/^✓ as configured[\s\S]+Refusals: All \d+ that must be refused[\s\S]+^ended 0$/m)
			const before = await readFile(join(kit.folder, "server.pem"), "utf8")
			const issued = await shell(
				kit,
				`${ours}${await fenceOf(kit, "Renew, or issue more", port)}\necho all done`,
			)
			expect(issued.endsWith("all done")).toBe(true)
			expect(await readFile(join(kit.folder, "server.pem"), "utf8")).not.toBe(before)
			expect(await besideServer(kit, () => callFromNode(kit))).toBe("SERVING")
		}
	}, 300_000)
})
