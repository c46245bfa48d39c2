import { unzipSync } from "fflate"
import { describe, expect, it } from "vitest"
import { lintCertificates } from "#x509/lint/lint-certificates"
import { verifyChain } from "#x509/path/verify-chain"
import { kitFiles, zipFiles } from "./kit-files.ts"
import { kitReadme } from "./kit-readme.ts"
import { makeKit } from "./make-kit.ts"

const now = new Date()
const request = {
	names: ["localhost", "127.0.0.1", "::1"],
	keyAlgorithm: "p256",
	lifetime: "90d",
	now,
} as const

describe("a kit", () => {
	it("holds a CA, a server and a client that pass every check of ours", async () => {
		const kit = await makeKit({ ...request, services: ["router.default"] })
		if (!kit.ok) throw new Error(JSON.stringify(kit.error))
		const { authority, server, client } = kit.value
		const base = { roots: [authority.der], at: now.getTime(), trustSource: "given" }
		for (const name of ["localhost", "127.0.0.1", "::1", "router.default.svc.cluster.local"]) {
			const verified = await verifyChain({ ...base, chain: [server.der], usage: "server", name })
			expect([name, verified.verdict, verified.reasons]).toEqual([name, "accepted", []])
		}
		expect((await verifyChain({ ...base, chain: [client.der], usage: "client" })).verdict).toBe("accepted")
		for (const der of [server.der, client.der]) {
			const found = lintCertificates([der], { at: now.getTime() }).filter(
				({ severity }) => severity !== "notice",
			)
			expect(found).toEqual([])
		}
	})

	it("is one zip with a README that names only files which are in it", async () => {
		const kit = await makeKit(request)
		if (!kit.ok) throw new Error(JSON.stringify(kit.error))
		const files = kitFiles(kit.value)
		const unzipped = unzipSync(zipFiles(files, "mtls", now))
		expect(Object.keys(unzipped)).toEqual(files.map(({ name }) => `mtls/${name}`))
		const readme = new TextDecoder().decode(unzipped["mtls/README.md"])
		const named = new Set([...readme.matchAll(/\b[a-z-]+\.pem\b/g)].map(([name]) => name))
		expect([...named].filter((name) => unzipped[`mtls/${name}`] === undefined)).toEqual([])
		for (const word of [
			"Permguard",
			"Go",
			"Node",
			"Python",
			"Java",
			"Rust",
			".NET",
			"grpcurl",
			"nginx",
			"Envoy",
			"Kubernetes",
		])
			expect(readme).toMatch(new RegExp(`^## ${word.replace(".", "\\.")}`, "m"))
		expect(readme).not.toContain("PRIVATE KEY")
		expect(files.filter(({ secret }) => secret).map(({ name }) => name)).toEqual([
			"ca-key.pem",
			"server-key.pem",
			"client-key.pem",
		])
	})

	it("says in its README which libraries cannot use the kind of key that was chosen", async () => {
		const readmeOf = async (keyAlgorithm: "p256" | "ed25519") => {
			const kit = await makeKit({ ...request, keyAlgorithm })
			if (!kit.ok) throw new Error(JSON.stringify(kit.error))
			return kitReadme(kit.value)
		}
		const refusal = /^(?:grpc-java|gRPC for Python).* no Ed25519 certificates\. Make a kit with P-256/gm
		expect((await readmeOf("ed25519")).match(refusal)).toHaveLength(2)
		expect(await readmeOf("p256")).not.toMatch(/Ed25519/)
	})

	it.each([
		[["10.0.0.1", "localhost"], "10.0.0.1"],
		[["*.example.org", "api.example.org"], "api.example.org"],
		[["*.example.org"], "server.example.org"],
		[["::1"], "[::1]"],
	])("shows how to reach a server that is called %j as %s", async (names, host) => {
		const kit = await makeKit({ ...request, names })
		if (!kit.ok) throw new Error(JSON.stringify(kit.error))
		const readme = kitReadme(kit.value)
		expect(readme).toContain(`grpc.NewClient("${host}:9091"`)
		const verified = await verifyChain({
			...{ chain: [kit.value.server.der], roots: [kit.value.authority.der], at: now.getTime() },
			...{ trustSource: "given", usage: "server", name: host.replace(/[[\]]/g, "") },
		})
		expect(verified.reasons).toEqual([])
	})

	it("says field by field what is wrong, and makes nothing", async () => {
		const kit = await makeKit({ ...request, names: ["a b"], services: ["nowhere"], lifetime: "soon" })
		expect(!kit.ok && kit.error.map(({ field }) => field)).toEqual(["services", "names", "lifetime"])
	})
})
