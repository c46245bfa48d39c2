import { X509Certificate } from "node:crypto"
import { readFileSync } from "node:fs"
import { connect } from "node:http2"
import { afterAll, describe, expect, it } from "vitest"
import { callAs } from "./testing/call.ts"
import { startTestLab } from "./testing/test-lab.ts"
import { filesOf, handshake, portOf } from "./testing/wire.ts"

const { settingsOf, close } = await startTestLab()
afterAll(close)

describe("server certificates that are wrong on purpose", () => {
	it.each([
		["untrusted-issuer", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
		["self-signed", "DEPTH_ZERO_SELF_SIGNED_CERT"],
		["missing-intermediate", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
		["trust-bundle-stale", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
		["expired", "CERT_HAS_EXPIRED"],
		["not-yet-valid", "CERT_NOT_YET_VALID"],
		["wrong-host", "ERR_TLS_CERT_ALTNAME_INVALID"],
		["server-cert-wrong-eku", "INVALID_PURPOSE"],
		["spiffe-dialled-as-tls", "ERR_TLS_CERT_ALTNAME_INVALID"],
		["tls-private-ca", ""],
		["tls", ""],
	])("%s: OpenSSL says %j", async (id, verdict) => {
		const settings = settingsOf(id)
		const seen = await handshake(portOf(settings), filesOf(settings))
		expect(seen).toMatchObject({ isSecure: true, verdict, protocol: "TLSv1.3", alpn: "h2" })
	})

	it("ip-dialled names no address", async () => {
		const settings = settingsOf("ip-dialled")
		const { sent } = await handshake(portOf(settings))
		expect(settings.target).toMatch(/^grpcs:\/\/127\.0\.0\.1:/)
		expect(sent.map((each) => each.subjectAltName)).toEqual(["DNS:localhost"])
	})

	it("cn-only has a common name and no subject alternative name", async () => {
		const { sent } = await handshake(portOf(settingsOf("cn-only")))
		expect(sent.map((each) => [each.subject, each.subjectAltName])).toEqual([["CN=localhost", undefined]])
	})

	it("missing-intermediate sends one certificate, whose issuer is below the root that the client has", async () => {
		const settings = settingsOf("missing-intermediate")
		const { sent } = await handshake(portOf(settings))
		const root = new X509Certificate(readFileSync(settings.ca))
		expect(sent.map((each) => each.issuer)).toEqual(["O=Countersign Lab\nCN=Lab Issuing CA"])
		expect(root.subject).toBe("O=Countersign Lab\nCN=Lab Root CA")
	})

	it("trust-bundle-stale has an issuer of the trusted name and of another key", async () => {
		const settings = settingsOf("trust-bundle-stale")
		const { sent } = await handshake(portOf(settings))
		const root = new X509Certificate(readFileSync(settings.ca))
		expect(sent.map((each) => [each.issuer, each.verify(root.publicKey)])).toEqual([[root.subject, false]])
	})

	it("external-stale serves an older certificate than its file holds, external-rotating the same", async () => {
		const served = async (id: string) => {
			const settings = settingsOf(id)
			const { sent } = await handshake(portOf(settings), filesOf(settings))
			const file = new X509Certificate(readFileSync(settings.certificate))
			return sent.slice(0, 1).map((leaf) => Date.parse(file.validFrom) - Date.parse(leaf.validFrom))
		}
		const [stale = 0] = await served("external-stale")
		expect(stale).toBeGreaterThan(29 * 86_400_000)
		expect(await served("external-rotating")).toEqual([0])
	})

	it.each([
		["spiffe", "URI:spiffe://lab.test/ns/default/sa/server"],
		["spiffe-wrong-id", "URI:spiffe://lab.test/ns/default/sa/server"],
		["spiffe-other-trust-domain", "URI:spiffe://other.test/ns/default/sa/server"],
		["spiffe-not-federated", "URI:spiffe://other.test/ns/default/sa/server"],
		["spiffe-wrong-trust-domain", "URI:spiffe://other.test/ns/default/sa/server"],
		["workload-api-unavailable", "URI:spiffe://lab.test/ns/default/sa/server"],
		["workload-no-identity", "URI:spiffe://lab.test/ns/default/sa/server"],
	])("%s proves %s and nothing else, and requires a client certificate", async (id, names) => {
		const seen = await handshake(portOf(settingsOf(id)), { untilClosed: true })
		expect(seen.sent[0]?.subjectAltName).toBe(names)
		expect(seen.error).toBe("ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED")
	})
})

describe("client certificates", () => {
	it.each([
		["client-cert-required", true, /CERTIFICATE_REQUIRED$/],
		["client-cert-required-tls12", false, /ALERT_HANDSHAKE_FAILURE$/],
		["client-cert-untrusted", true, /^(ECONNRESET)?$/],
		["expired-client-cert", true, /^(ECONNRESET)?$/],
		["client-cert-wrong-eku", true, /^(ECONNRESET)?$/],
	])("%s: the client believes to be connected: %j; the server's refusal: %s", async (id, isSecure, error) => {
		const settings = settingsOf(id)
		const seen = await handshake(portOf(settings), { ...filesOf(settings), untilClosed: true })
		expect(seen.isSecure).toBe(isSecure)
		expect(seen.error).toMatch(error)
		expect(await callAs(settings)).toMatchObject({ code: 14 })
	})

	it.each([
		["client-cert-untrusted", "O=Nobody You Know\nCN=Stranger CA", false, "1.3.6.1.5.5.7.3.2"],
		["expired-client-cert", "O=Countersign Lab\nCN=Lab Root CA", true, "1.3.6.1.5.5.7.3.2"],
		["client-cert-wrong-eku", "O=Countersign Lab\nCN=Lab Root CA", false, "1.3.6.1.5.5.7.3.1"],
	])("%s has the one fault that it is named for", (id, issuer, isExpired, usage) => {
		const certificate = new X509Certificate(readFileSync(settingsOf(id).certificate))
		expect(certificate.issuer).toBe(issuer)
		expect(Date.parse(certificate.validTo) < Date.now()).toBe(isExpired)
		expect(certificate.keyUsage).toEqual([usage])
	})

	it("mtls-optional lets in who brings none", async () => {
		expect(await callAs({ ...settingsOf("mtls-optional"), certificate: "", key: "" })).toMatchObject({
			code: 0,
		})
	})

	it("late-client-auth answers 400 to who brings none or a stranger's, and serves who brings the right one", async () => {
		const settings = settingsOf("late-client-auth")
		const stranger = settingsOf("client-cert-untrusted")
		const good = settingsOf("mtls-tls13")
		const statusFor = (files: object) =>
			new Promise((resolve) => {
				const session = connect(`https://localhost:${portOf(settings)}`, { ...filesOf(settings), ...files })
				session.on("error", resolve)
				const stream = session.request({ ":path": "/", ":method": "POST" })
				stream.on("response", (headers) => {
					resolve(headers[":status"])
					session.destroy()
				})
			})
		expect(await statusFor({})).toBe(400)
		expect(await statusFor(filesOf({ ...stranger, ca: settings.ca }))).toBe(400)
		const { certificate, key } = good
		expect(await callAs({ ...settings, certificate, key })).toMatchObject({ code: 0 })
	})
})
