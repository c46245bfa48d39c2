import { describe, expect, it } from "vitest"
import { createAuthority } from "../authority.ts"
import { readFederatedBundle } from "./federated-bundle.ts"
import { readWorkloadForm } from "./workload-config.ts"

const id = "spiffe://dev.local/ns/default/sa/router"

describe("what is asked of it", () => {
	it.each([
		[{ trustDomain: "Dev.Local" }, /^trustDomain: /],
		[{ identities: [] }, /^identities: There is no identity/],
		[{ identities: ["spiffe://other/a"] }, /another trust domain/],
		[{ identities: ["spiffe://dev.local"] }, /has no path/],
		[{ identities: ["spiffe://dev.local/a;uid=5"] }, /needs a socket of its own/],
		[{ identities: ["spiffe://dev.local/a;uid=5;socket=tcp://127.0.0.1:9"] }, /needs a socket of its own/],
		[
			{
				identities: ["spiffe://dev.local/a;uid=5;socket=unix:///a", "spiffe://dev.local/b;socket=unix:///a"],
			},
			/for user 5 and for others too/,
		],
		[{ identities: ["spiffe://dev.local/a;colour=red"] }, /cannot be read/],
		[{ identities: ["spiffe://dev.local/a;hint=x", "spiffe://dev.local/b;hint=x"] }, /same hint/],
		[{ ttlMs: 10 }, /^ttl: /],
		[{ socket: "/tmp/x" }, /^socket: .+scheme/],
	])("is refused field by field: %j", (more, expected) => {
		const form = {
			trustDomain: "dev.local",
			identities: [id],
			ttlMs: 60_000,
			socket: "unix:///tmp/x.sock",
			socketMode: 0o600,
			...more,
		}
		const read = readWorkloadForm(form)
		expect(!read.ok && read.error.map(({ field, text }) => `${field}: ${text}`).join(" ")).toMatch(expected)
	})
})

describe("the bundle of another trust domain", () => {
	const bytes = (text: string) => new TextEncoder().encode(text)
	const own = readWorkloadForm({
		...{ trustDomain: "dev.local", identities: [id], ttlMs: 60_000 },
		...{ socket: "unix:///tmp/x.sock", socketMode: 0o600 },
	})
	const read = (name: string, text: string) =>
		readFederatedBundle(name, bytes(text), own.ok ? own.value.trustDomain : undefined)

	it("is read as PEM and as JWKS", async () => {
		const ca = await createAuthority({ commonName: "Other", uri: "spiffe://other.test" })
		const x5c = Buffer.from(ca.der).toString("base64")
		const jwks = JSON.stringify({ keys: [{ use: "x509-svid", kty: "EC", x5c: [x5c] }] })
		for (const text of [ca.pem, jwks, `\n ${jwks}`])
			expect(await read("other.test", text)).toEqual({
				ok: true,
				value: { trustDomain: "other.test", authorities: [ca.der], jwtKeys: [] },
			})
	})

	it.each([
		["Other", "", /upper-case/],
		["dev.local", "x", /is the trust domain itself/],
		["other.test", "", /cannot be read|holds no X\.509 authority/],
		["other.test", "{", /cannot be read/],
		["other.test", '{"keys":[]}', /holds no X\.509 authority/],
		["other.test", "no bundle", /cannot be read/],
	])("of %s is refused: %j", async (name, text, said) => {
		expect(await read(name, text)).toEqual({ ok: false, error: expect.stringMatching(said) })
	})
})
