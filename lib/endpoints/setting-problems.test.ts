import { describe, expect, test } from "vitest"
import { parseEndpointInput } from "./parse-input.ts"

const pasted = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----"
const pastedKey = "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----"
const pair = { certificate: "/etc/client.pem", key: "/etc/client.key" }
const tls = { target: "grpcs://api:443" }
const plain = { target: "grpc://api:80" }
const bare = { target: "api:443" }

function problemsOf(input: object) {
	const parsed = parseEndpointInput(input)
	return parsed.ok ? [] : parsed.error
}

describe("incoherent settings are refused field by field, with what to do", () => {
	test.each<[string, object, [field: string, text: string, hint: string][]]>([
		["nothing", {}, [["target", "target is empty", "Write host:port"]]],
		["a port that does not exist", { target: "api:70000" }, [["target", "Port 70000", "1 to 65535"]]],
		["https://", { target: "https://api" }, [["target", "no gRPC scheme", "grpcs://api"]]],
		[
			"a certificate without key",
			{ ...tls, certificate: "/c.pem" },
			[["key", "no private key", "Add the key"]],
		],
		[
			"a key without certificate",
			{ ...tls, key: "/c.key" },
			[["certificate", "no client certificate", "Add the cert"]],
		],
		[
			"a passphrase without key",
			{ ...tls, passphrase: "x" },
			[["passphrase", "no private key", "Add the key"]],
		],
		[
			"mutual TLS without certificate",
			{ ...tls, mode: "mtls" },
			[["certificate", "needs a client cert", "Name the"]],
		],
		[
			"mutual TLS with half a pair",
			{ ...tls, mode: "mtls", certificate: "/c.pem" },
			[["key", "no private key", "Add the key"]],
		],
		[
			"external without files",
			{ ...tls, mode: "external" },
			[["certificate", "needs the certificate file", "Name"]],
		],
		[
			"external with pasted text",
			{ ...tls, mode: "external", ca: pasted, certificate: pasted, key: pastedKey },
			[
				["ca", "pasted text", "path of the file"],
				["certificate", "pasted text", "path of the file"],
				["key", "pasted text", "path of the file"],
			],
		],
		["SPIFFE without socket", { ...tls, mode: "spiffe" }, [["spiffeSocket", "Workload API", "unix:///run"]]],
		[
			"SPIFFE without verification",
			{ ...tls, mode: "spiffe", spiffeSocket: "unix:///run/a.sock", skipVerify: true },
			[["skipVerify", "always verifies", "mode tls"]],
		],
		[
			"a bare socket path",
			{ ...tls, spiffeSocket: "/run/a.sock" },
			[["spiffeSocket", "scheme", "unix:///run/a.sock"]],
		],
		[
			"a damaged SPIFFE ID",
			{ ...tls, expectSpiffeId: "spiffe://a/b/" },
			[["expectSpiffeId", "slash", "Remove"]],
		],
		[
			"a damaged trust domain",
			{ ...tls, trustDomain: "Example.org" },
			[["trustDomain", "upper-case", "example.org"]],
		],
		[
			"an ID of another trust domain",
			{ ...tls, expectSpiffeId: "spiffe://a.org/b", trustDomain: "b.org" },
			[["trustDomain", "a.org, not in b.org", "Clear"]],
		],
		[
			"plaintext with TLS settings",
			{ ...plain, ca: "/ca.pem", ...pair, serverName: "api", skipVerify: true, spiffeSocket: "unix:///s" },
			["ca", "certificate", "key", "serverName", "skipVerify", "spiffeSocket"].map((field) => [
				field,
				"grpc:// means plaintext",
				"need grpcs://",
			]),
		],
		[
			"plaintext with a TLS mode",
			{ ...plain, mode: "tls" },
			[["mode", "grpc:// means plaintext", "grpcs://"]],
		],
		["TLS with mode none", { ...tls, mode: "none" }, [["mode", "grpcs:// means TLS", "grpc://"]]],
		[
			"mode none with an identity",
			{ ...bare, mode: "none", ...pair },
			[
				["certificate", "mode none means plaintext", "clear"],
				["key", "mode none means plaintext", "clear"],
			],
		],
		[
			"a server name with a port",
			{ ...tls, serverName: "api:443" },
			[["serverName", "no host name", "without"]],
		],
		[
			"a server name with a scheme",
			{ ...tls, serverName: "https://api" },
			[["serverName", "no host name", "without"]],
		],
		[
			"a method without service",
			{ ...tls, method: "List" },
			[["method", "no full method", "Service/Method"]],
		],
		["a method with a blank", { ...tls, method: "a.B/ C" }, [["method", "no full method", "Service/Method"]]],
		[
			"a token with its scheme",
			{ ...tls, token: "Bearer abc" },
			[["token", "white space", "without the word"]],
		],
		["a token with a line break", { ...tls, token: "text:a\nb" }, [["token", "white space", "alone"]]],
		["an empty token", { ...tls, token: "text:" }, [["token", "empty", "alone"]]],
		["a deadline too short", { ...tls, timeoutMs: 99 }, [["timeoutMs", "between 100 and 60,000", "5000"]]],
		["a deadline too long", { ...tls, timeoutMs: 60_001 }, [["timeoutMs", "between 100 and 60,000", "5000"]]],
		[
			"too many labels",
			{ ...tls, labels: [...Array(21).keys()].join() },
			[["labels", "more than 20", "Remove"]],
		],
		["a label too long", { ...tls, labels: "a".repeat(61) }, [["labels", "longer than 60", "commas"]]],
		[
			"a kept key that is not stored",
			{ ...tls, certificate: "/c.pem", keepKey: true },
			[
				["key", "no private key", "Add"],
				["key", "no stored key", "Enter"],
			],
		],
		["a kept token that is not stored", { ...tls, keepToken: true }, [["token", "no stored token", "Enter"]]],
		[
			"several faults at once",
			{ target: "api", mode: "mtls", timeoutMs: 1, method: "x" },
			[
				["target", "port is missing", "api:9091"],
				["certificate", "Mutual TLS", "Name"],
				["method", "no full method", "Write"],
				["timeoutMs", "deadline", "5000"],
			],
		],
	])("%s", (_, input, expected) => {
		expect(problemsOf(input)).toEqual(
			expected.map(([field, text, hint]) => ({
				field,
				rule: field === "target" ? "invalid-target" : "partial-config",
				text: expect.stringContaining(text),
				hint: expect.stringContaining(hint),
			})),
		)
	})

	test.each<[string, unknown, string, string]>([
		["no object", "grpcs://api", "target", "one object"],
		["a number where text belongs", { ...tls, ca: 7 }, "ca", "must be text"],
		["a mode that does not exist", { ...tls, mode: "insecure" }, "mode", "no such mode"],
		["text where a number belongs", { ...tls, timeoutMs: "5000" }, "timeoutMs", "number of milliseconds"],
		[
			"a deadline that is no number",
			{ ...tls, timeoutMs: Number.NaN },
			"timeoutMs",
			"number of milliseconds",
		],
		["PEM text beyond 1 MiB", { ...tls, ca: "a".repeat(1_048_577) }, "ca", "larger than 1 MiB"],
		["a name beyond 200 characters", { ...tls, name: "a".repeat(201) }, "name", "at most 200"],
	])("%s", (_, input, field, text) => {
		expect(parseEndpointInput(input)).toMatchObject({
			ok: false,
			error: [{ field, text: expect.stringContaining(text) }],
		})
	})

	test("never with a part of a secret", () => {
		const secrets = { key: `${pastedKey}s3cret`, passphrase: "s3cret", token: "s3cret s3cret" }
		const problems = problemsOf({ ...plain, ...secrets, mode: "external" })
		expect(problems.length).toBeGreaterThan(2)
		expect(JSON.stringify(problems)).not.toContain("s3cret")
	})
})
