import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { runCli } from "./run-cli.ts"
import { recordingIo } from "./testing/recording-io.ts"

let folder = ""
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "countersign-config-"))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function fileOf(name: string, text: string): Promise<string> {
	const path = join(folder, name)
	await writeFile(path, text)
	return path
}

const server = "PERMGUARD_SERVER_TLS_MODE=spiffe\nSPIFFE_ENDPOINT_SOCKET=unix:///run/agent.sock\n"
const client =
	"permguard config set zap-endpoint grpcs://a.example:9091\npermguard zones list --tls-skip-verify\n"

describe("countersign config", () => {
	it("says 1 and quotes the line when something cannot work", async () => {
		const io = recordingIo("PERMGUARD_SERVER_TLS_MODE=mutual")
		expect(await runCli(["config", "-"], io)).toBe(1)
		expect(io.text()).toMatch(/^These settings cannot work/)
		expect(io.text()).toContain("line 1: PERMGUARD_SERVER_TLS_MODE=mutual")
		expect(io.text()).toContain("[server-mode-invalid]")
	})

	it("compares files with each other and names the file of every line", async () => {
		const names = [await fileOf("server.env", server), await fileOf("client.sh", client)]
		const io = recordingIo()
		expect(await runCli(["config", ...names], io)).toBe(1)
		expect(io.text()).toContain(`${names[1]}:2: permguard zones list --tls-skip-verify`)
		expect(io.text()).toContain("skip-verify-against-spiffe-server")
	})

	it("prints one JSON document", async () => {
		const io = recordingIo(server)
		expect(await runCli(["config", "--json"], io)).toBe(0)
		expect(JSON.parse(io.text())).toMatchObject({
			schema: "countersign.config/v1",
			sources: ["standard input"],
			server: { mode: "spiffe" },
			client: { mode: "unknown" },
			recognised: [{ kind: "environment" }],
			findings: [{ rule: "spiffe-identity-not-restricted", severity: "notice" }],
		})
		expect(io.talked()).toBe("")
	})

	it("says 3 when it recognises nothing, and what could be given", async () => {
		const io = recordingIo("dear all, the server is down again")
		expect(await runCli(["config"], io)).toBe(3)
		expect(io.text()).toMatch(/No settings were recognised[\s\S]*Envoy/)
	})

	it.each([
		[["config", "/no/such/file"], /cannot be read \(there is no such file\)/],
		[["config", "/"], /cannot be read \(it is a folder\)/],
		[["config", "--nope"], /unknown option --nope/],
		[["config", "-"], /no settings were given/],
	])("says 2 for %j", async (words, reason) => {
		const io = recordingIo()
		expect(await runCli(words, io)).toBe(2)
		expect(io.talked()).toMatch(reason)
		expect(io.text()).toBe("")
	})

	it("shows an example in its help", async () => {
		const io = recordingIo()
		expect(await runCli(["config", "--help"], io)).toBe(0)
		expect(io.text()).toMatch(/examples:\n {2}countersign config/)
	})
})
