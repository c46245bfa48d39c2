import { describe, expect, test } from "vitest"
import { Secret } from "#base/secret"
import { type KeptSecrets, parseEndpointInput } from "./parse-input.ts"

const pasted = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----"
const pastedKey = "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----"
const pair = { certificate: "/etc/client.pem", key: "/etc/client.key" }
const tls = { target: "grpcs://api:443" }
const plain = { target: "grpc://api:80" }
const bare = { target: "api:443" }

function problemsOf(input: object, kept: KeptSecrets = {}) {
	const parsed = parseEndpointInput(input, kept)
	return parsed.ok ? [] : parsed.error
}

describe("coherent settings", () => {
	test("become what they mean, with defaults where nothing was typed", () => {
		expect(parseEndpointInput({ target: " api.example.org:443 " })).toMatchObject({
			ok: true,
			value: {
				name: "api.example.org:443",
				labels: [],
				settings: {
					target: "api.example.org:443",
					mode: "auto",
					skipVerify: false,
					healthService: "",
					timeoutMs: 5_000,
				},
			},
		})
	})

	test("keep only what was typed, without white space around it", () => {
		const parsed = parseEndpointInput({
			...tls,
			name: "  Users  ",
			labels: "prod, eu ,,prod",
			ca: " /etc/ca.pem ",
			certificate: `${pasted}\n\n`,
			key: "./client.key",
			serverName: " users.internal ",
			trustDomain: "spiffe://example.org",
			expectSpiffeId: "spiffe://example.org/users",
			spiffeSocket: "unix:///run/agent.sock",
			method: "/users.v1.Users/List",
			healthService: " users.v1.Users ",
		})
		expect(parsed).toEqual({
			ok: true,
			value: {
				name: "Users",
				labels: ["prod", "eu"],
				target: expect.objectContaining({ authority: "api:443" }),
				settings: {
					target: "grpcs://api:443",
					mode: "auto",
					ca: { kind: "file", path: "/etc/ca.pem" },
					certificate: { kind: "pasted", pem: `${pasted}\n` },
					key: { kind: "file", path: "./client.key" },
					serverName: "users.internal",
					skipVerify: false,
					spiffeSocket: "unix:///run/agent.sock",
					expectSpiffeId: "spiffe://example.org/users",
					trustDomain: "example.org",
					healthService: "users.v1.Users",
					method: "users.v1.Users/List",
					timeoutMs: 5_000,
				},
			},
		})
	})

	test("are named after the socket where there is no host", () => {
		expect(parseEndpointInput({ target: "unix:/run/api.sock" })).toMatchObject({
			ok: true,
			value: { name: "unix:/run/api.sock" },
		})
	})

	test.each([
		["/run/token", { kind: "file", path: "/run/token" }],
		["~/my token", { kind: "file", path: "~/my token" }],
		["../token", { kind: "file", path: "../token" }],
	])("token %j is a path", (token, source) => {
		expect(parseEndpointInput({ ...tls, token })).toMatchObject({
			ok: true,
			value: { settings: { token: source } },
		})
	})

	test.each([
		["eyJhbGciOi.J9.x", "eyJhbGciOi.J9.x"],
		["text:/looks/like/a/path", "/looks/like/a/path"],
	])("token %j is the token itself", (token, text) => {
		const parsed = parseEndpointInput({ ...tls, token })
		const source = parsed.ok ? parsed.value.settings.token : undefined
		expect(source?.kind === "pasted" ? source.text.reveal() : source).toBe(text)
	})

	test("hold pasted keys, passphrases and tokens as secrets", () => {
		const parsed = parseEndpointInput({
			...tls,
			...pair,
			key: pastedKey,
			passphrase: "open sesame",
			token: "t0ken",
		})
		const shown = JSON.stringify(parsed)
		expect(parsed.ok).toBe(true)
		expect(shown).not.toMatch(/sesame|t0ken|PRIVATE KEY/)
	})

	test.each([
		["a token over plaintext, which is a finding and not an incoherence", { ...plain, token: "t0ken" }],
		["mode auto with plaintext", plain],
		["mode none with plaintext", { ...plain, mode: "none" }],
		[
			"mode none without a scheme, with a CA to see what TLS would do",
			{ ...bare, mode: "none", ca: "/ca.pem" },
		],
		["mutual TLS over a unix socket", { target: "unix:/run/api.sock", mode: "mtls", ...pair }],
		["external files", { ...tls, mode: "external", ca: "/ca.pem", ...pair }],
		["an IP address as server name", { ...tls, serverName: "2001:db8::1" }],
		["verification skipped", { ...tls, mode: "tls", skipVerify: true }],
		["the shortest deadline", { ...tls, timeoutMs: 100 }],
		["the longest deadline", { ...tls, timeoutMs: 60_000 }],
	])("%s is accepted", (_, input) => {
		expect(problemsOf(input)).toEqual([])
	})
})

describe("kept secrets", () => {
	const key = { kind: "pasted", pem: new Secret("old key") } as const
	const token = { kind: "pasted", text: new Secret("old token") } as const
	const kept = { key, token, passphrase: new Secret("old") }

	test("stay where the marks say so", () => {
		const input = { ...tls, certificate: "/c.pem", keepKey: true, keepToken: true }
		expect(parseEndpointInput(input, kept)).toMatchObject({ ok: true, value: { settings: { key, token } } })
	})

	test("go where nothing keeps them", () => {
		const parsed = parseEndpointInput(tls, kept)
		expect(parsed.ok ? parsed.value.settings : {}).not.toHaveProperty("key")
		expect(parsed.ok ? parsed.value.settings : {}).not.toHaveProperty("token")
	})

	test("give way to text that was typed", () => {
		const typed = { certificate: "/c.pem", key: "/new.key", token: "/new/token" }
		const marks = { keepKey: true, keepToken: true, keepPassphrase: true }
		const parsed = parseEndpointInput({ ...tls, ...typed, ...marks }, kept)
		expect(parsed).toMatchObject({
			ok: true,
			value: {
				settings: {
					key: { kind: "file", path: "/new.key", passphrase: kept.passphrase },
					token: { kind: "file", path: "/new/token" },
				},
			},
		})
	})

	test("that were pasted are no external files", () => {
		const input = { ...tls, mode: "external", certificate: "/c.pem", keepKey: true }
		expect(problemsOf(input, kept)).toMatchObject([
			{ field: "key", text: expect.stringContaining("pasted text") },
		])
	})
})
