import { createHash } from "node:crypto"
import { createSecureContext } from "node:tls"
import { afterEach, beforeAll, describe, expect, it } from "vitest"
import { identityOptions } from "#lab/servers/grpc-server"
import { createAuthority } from "#pki/authority"
import { type Issued, issueCertificate } from "#pki/issue"
import { answers, scan, stopServers, tlsServer } from "./hello-scan.fixture.ts"

let identity: Issued
let rsa: Issued

beforeAll(async () => {
	const authority = await createAuthority({ commonName: "Scan CA" })
	const request = { authority, subject: "CN=scan", dns: ["localhost"] }
	identity = await issueCertificate({ ...request, eku: ["serverAuth"] })
	rsa = await issueCertificate({ ...request, eku: ["serverAuth"], keyAlgorithm: "rsa2048" })
})

afterEach(stopServers)

describe("a scan of a TLS server", () => {
	it("finds versions, suites in the server's order, groups, schemes, ALPN and resumption", async () => {
		const port = await tlsServer({
			...identityOptions(identity),
			ciphers:
				"TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256",
			ecdhCurve: "P-256:P-384",
			honorCipherOrder: true,
		})
		const { scan: seen } = await scan(port)
		expect(answers(seen)).toEqual(["1.0 refused", "1.1 refused", "1.2 accepted", "1.3 accepted"])
		expect(seen.cipherSuites).toEqual({
			"1.2": {
				names: ["TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"],
				preference: "server",
			},
			"1.3": { names: ["TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256"], preference: "server" },
		})
		// The curve of the certificate has to be offered, and the server likes it best: nothing else ever comes of 1.2.
		expect(seen.groups["1.2"]?.names).toEqual(["secp256r1"])
		expect(seen.groups["1.3"]?.names).toEqual(["secp256r1", "secp384r1"])
		expect(seen.signatureSchemes["1.3"]?.names).toEqual(["ecdsa_secp256r1_sha256"])
		expect(seen.alpn.map(({ offer, answer }) => `${offer} ${answer}`)).toEqual([
			"h2 accepted",
			"http/1.1 refused",
			"none accepted",
			"unknown refused",
		])
		expect(seen.resumption).toMatchObject({ "1.2": { answer: "accepted" }, "1.3": { answer: "accepted" } })
		expect(seen.largeClientHello.answer).toBe("accepted")
		expect(seen.problems).toEqual([])
	})

	it.each<[string, string]>([
		["a group without a key that we send first", "P-521"],
		["the post-quantum hybrid alone", "X25519MLKEM768"],
		["X448 alone", "X448"],
	])("opens the flight of a server that has %s", async (_, ecdhCurve) => {
		const port = await tlsServer({ ...identityOptions(identity), ecdhCurve, minVersion: "TLSv1.3" })
		const { scan: seen } = await scan(port)
		expect(seen.versions["1.3"].answer).toBe("accepted")
		expect(seen.groups["1.3"]?.names).toHaveLength(1)
		expect(seen.signatureSchemes["1.3"]?.names).toEqual(["ecdsa_secp256r1_sha256"])
		expect(seen.sniAnswers.map(({ leaf }) => leaf)).toEqual(Array(3).fill(sha256(identity)))
	})

	it("tells what SNI changes", async () => {
		const other = identityOptions(rsa)
		const port = await tlsServer({
			...identityOptions(identity),
			SNICallback: (name, done) => done(null, name === "localhost" ? createSecureContext(other) : undefined),
		})
		const { scan: seen } = await scan(port)
		expect(seen.sniAnswers.map(({ sent, leaf }) => [sent, leaf])).toEqual([
			["present", sha256(rsa)],
			["absent", sha256(identity)],
			["wrong", sha256(identity)],
		])
	})

	it("keeps every name of a CertificateRequest, 200 if it is 200, in TLS 1.2 and 1.3", async () => {
		const authorities = await Promise.all(
			Array.from({ length: 200 }, (_, index) => createAuthority({ commonName: `Client CA ${index}` })),
		)
		const port = await tlsServer({
			...identityOptions(identity),
			ca: authorities.map(({ pem }) => pem),
			requestCert: true,
		})
		const { scan: seen } = await scan(port)
		const names = authorities.map((_, index) => `CN=Client CA ${index}`)
		for (const version of ["1.2", "1.3"] as const) {
			const request = seen.certificateRequests[version]
			expect(request?.certificateAuthorities.toSorted()).toEqual(names.toSorted())
			expect(request?.signatureSchemes).toContain("ecdsa_secp256r1_sha256")
		}
		// Without a certificate nobody is let in, so that nothing is known of sessions.
		expect(seen.resumption["1.2"]?.answer).toBe("unknown")
		expect(seen.resumption["1.3"]?.answer).not.toBe("accepted")
	})

	it("holds at most five connections at a time, counts them all and leaves none open", async () => {
		const watched = await scan(await tlsServer(identityOptions(identity)))
		expect(watched.openedAtOnce).toBeLessThanOrEqual(5)
		expect(watched.scan.connections).toBe(watched.opened)
		expect(watched.progress.at(-1)).toBe(watched.opened)
		expect(watched.stillOpen).toBe(0)
	})

	it("stops at the number of connections that it may use, and says what is missing", async () => {
		const { scan: seen, opened } = await scan(await tlsServer(identityOptions(identity)), {
			connectionsMax: 12,
		})
		expect(opened).toBe(12)
		expect(seen.problems).toEqual(["Not everything was asked: all 12 connections were used."])
		expect(Object.values(seen.cipherSuites).some((list) => list.incomplete !== undefined)).toBe(true)
	})

	it("ends when it is stopped, with no connection left open", async () => {
		const stop = new AbortController()
		const port = await tlsServer(identityOptions(identity))
		const pending = scan(port, { signal: stop.signal, answerMs: 10_000 })
		setImmediate(() => stop.abort())
		const { scan: seen, stillOpen } = await pending
		expect(seen.stopped).toBe(true)
		expect(stillOpen).toBe(0)
		expect(seen.problems).toEqual(["Not everything was asked: the check was stopped."])
	})
})

function sha256(issued: Issued): string {
	return createHash("sha256").update(issued.der).digest("hex")
}
