import { spawn } from "node:child_process"
import { readFile, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type ForeignFiles, makeForeignFiles } from "./identities.ts"
import { startOpenssl } from "./openssl.ts"
import { isInstalled, runToEnd } from "./process.ts"
import { recordLoopback } from "./record-loopback.ts"
import { readOwnFacts, readTsharkFacts } from "./wire-facts.ts"

const isAsked = process.env.COUNTERSIGN_FOREIGN === "1" && process.platform === "linux"
const isRoot = process.getuid?.() === 0
const tools = [
	["tcpdump", "--version"],
	["tshark", "--version"],
	["editcap", "--version"],
	["openssl", "version"],
] as const
const canRecord = isAsked && isRoot && tools.every(([command, word]) => isInstalled(command, [word]))
const skipped = "(skipped: needs COUNTERSIGN_FOREIGN=1, root, tcpdump, tshark, editcap and openssl on Linux)"

let made: ForeignFiles | undefined

beforeAll(async () => {
	if (canRecord) made = await makeForeignFiles()
})

afterAll(async () => {
	if (made !== undefined) await rm(made.folder, { recursive: true, force: true })
})

function files(): ForeignFiles {
	if (made === undefined) throw new Error("the certificates were not made")
	return made
}

/** One connection of `openssl s_client`, which asks for a page and ends; how it ends does not matter. */
function connect(port: number, keyLog: string, options: readonly string[]): Promise<void> {
	const own = ["-connect", `127.0.0.1:${port}`, "-servername", "localhost", "-keylogfile", keyLog]
	const words = ["s_client", ...own, "-CAfile", files().ca, "-cipher", "ALL:@SECLEVEL=0", ...options]
	const child = spawn("openssl", words, { stdio: ["pipe", "ignore", "ignore"], timeout: 5_000 })
	child.stdin.on("error", () => undefined)
	child.stdin.write("GET / HTTP/1.0\r\n\r\n")
	return new Promise((resolve) => child.once("close", () => resolve()))
}

/** Connections to one server, recorded. Resolves with the capture, its key log and the port. */
async function record(name: string, server: readonly string[], clients: readonly (readonly string[])[]) {
	const { folder } = files()
	const [path, keyLog] = [join(folder, `${name}.pcap`), join(folder, `${name}.keys`)]
	await writeFile(keyLog, "")
	const { port, stop } = await startOpenssl(files(), [
		"-www",
		"-cipher",
		"ALL:@SECLEVEL=0",
		"-alpn",
		"h2,http/1.1",
		...server,
	])
	const recording = await recordLoopback(port, path, ["-Z", "root"])
	for (const options of clients) await connect(port, keyLog, options)
	await recording.stop()
	await stop()
	return { path, keyLog, port }
}

const identity = (name: "client" | "stranger") => {
	const { clientCert, clientKey, strangerCert, strangerKey } = files()
	return name === "client"
		? ["-cert", clientCert, "-key", clientKey]
		: ["-cert", strangerCert, "-key", strangerKey]
}

describe.skipIf(!canRecord)(`captures beside tshark ${canRecord ? "" : skipped}`, () => {
	it("reads versions, suites, retries and refusals as tshark does, message by message", async () => {
		const clients = [
			["-tls1_3"],
			["-tls1_3", "-ciphersuites", "TLS_CHACHA20_POLY1305_SHA256", "-alpn", "h2"],
			["-tls1_3", "-ciphersuites", "TLS_AES_128_CCM_SHA256"],
			["-tls1_3", "-groups", "X448:P-256"],
			["-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0"],
			["-tls1_2", "-cipher", "ECDHE-ECDSA-AES256-CCM8:@SECLEVEL=0"],
			["-tls1_2", "-cipher", "ECDHE-ECDSA-CHACHA20-POLY1305"],
			["-tls1_1"],
			["-tls1"],
			["-alpn", "unknown"],
			["-tls1_2", "-cipher", "AES128-SHA"],
		]
		const { path, keyLog, port } = await record("versions", ["-groups", "P-256:X25519"], clients)
		const own = await readOwnFacts(path, keyLog)
		expect(own).toHaveLength(clients.length)
		expect(own).toEqual(await readTsharkFacts(path, keyLog, port))
	})

	it("reads mutual TLS with a good, a foreign and no certificate as tshark does", async () => {
		const clients = ["-tls1_2", "-tls1_3"].flatMap((version) => [
			[version, ...identity("client")],
			[version, ...identity("stranger")],
			[version],
		])
		const server = ["-Verify", "1", "-verify_return_error"]
		const { path, keyLog, port } = await record("mutual", server, clients)
		const own = await readOwnFacts(path, keyLog)
		expect(own).toHaveLength(6)
		expect(own).toEqual(await readTsharkFacts(path, keyLog, port))
		const alerts = own.map((each) => each.alerts.server)
		expect([1, 2, 4, 5].map((index) => alerts[index])).not.toContain("")
	})

	it("reads what editcap made of a file: in nanoseconds, and with its secrets inside", async () => {
		const { path, keyLog, port } = await record("edited", [], [["-tls1_3"], ["-tls1_2"]])
		const facts = await readTsharkFacts(path, keyLog, port)
		const empty = join(files().folder, "empty.keys")
		await writeFile(empty, "")
		const made = join(files().folder, "made")
		const limitMs = 20_000
		const edit = (words: readonly string[]) => runToEnd("editcap", words, { cwd: files().folder, limitMs })
		await edit(["-F", "nsecpcap", path, made])
		expect(await readOwnFacts(made, keyLog)).toEqual(facts)
		await edit(["--inject-secrets", `tls,${keyLog}`, path, made])
		expect(await readOwnFacts(made, empty)).toEqual(facts)
		expect((await readFile(made)).length).toBeGreaterThan((await readFile(path)).length)
	})

	it("names what a short snaplen cut, and still sees the alerts", async () => {
		const { path, keyLog } = await record("cut", ["-Verify", "1", "-verify_return_error"], [["-tls1_2"]])
		const cut = join(files().folder, "cut.made")
		await runToEnd("editcap", ["-s", "96", path, cut], { cwd: files().folder, limitMs: 20_000 })
		const [whole] = await readOwnFacts(path, keyLog)
		const [short] = await readOwnFacts(cut, keyLog)
		expect(short?.messages.client.startsWith("1 ")).toBe(true)
		expect(short?.messages.server).toBe("2")
		expect(short?.alerts).toEqual(whole?.alerts)
		expect(whole?.alerts.server).not.toBe("")
	})
})
