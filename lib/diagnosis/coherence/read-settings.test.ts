import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { judgeSettingsText, judgeSettingsTexts } from "./judge-settings-text.ts"
import { readSettings, settingsCharactersMax } from "./read-settings.ts"
import { firingSettings } from "./testing/firing-settings.ts"

const cases = await firingSettings()
const now = Date.now()

describe("readSettings", () => {
	it.each([
		["environment", "export A_TLS_MODE=x"],
		["environment", "PERMGUARD_SERVER_TLS_MODE: mtls\nPERMGUARD_SERVER_TLS_CA_FILE: /ca.pem"],
		["environment", "env:\n- name: PERMGUARD_SERVER_TLS_MODE\n  value: tls"],
		["environment", "FROM x\nENV PERMGUARD_SERVER_TLS_MODE tls"],
		["command line", "$ grpcurl -plaintext localhost:9091 list"],
		["command line", "kubectl exec -it pod -- permguard zones list --tls-skip-verify"],
		["command line", "docker run \\\n  -e PERMGUARD_SERVER_TLS_MODE=tls \\\n  permguard/all-in-one"],
		["Docker Compose", "services:\n  api:\n    image: api"],
		[
			"Kubernetes",
			'{"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "Service"}]}',
		],
		["Kubernetes", "containers:\n- name: api\n  image: api"],
		["cert-manager", "apiVersion: cert-manager.io/v1\nkind: Issuer\nmetadata: {name: i}"],
		["Istio", "apiVersion: security.istio.io/v1beta1\nkind: PeerAuthentication\nmetadata: {name: p}"],
		["Envoy", '"@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext'],
		["nginx", "http {\n  server {\n    listen 443 ssl;\n  }\n}"],
		["nginx", "listen 443 ssl;\nssl_certificate /c;"],
		["SPIRE", 'server {\n  trust_domain = "example.org"\n}'],
	])("recognises %s in %j", async (kind, text) => {
		const { recognised } = await readSettings([text])
		expect(recognised.map((each) => each.kind)).toContain(kind)
	})

	it("tells kinds apart that were pasted below each other, with the lines of the text", async () => {
		const text = [
			"PERMGUARD_SERVER_TLS_MODE=tls",
			"upstream api { server 10.0.0.1:9091; }",
			"server {",
			"  listen 443 ssl;",
			"  location / { grpc_pass grpcs://api; }",
			"}",
			"apiVersion: v1",
			"kind: Service",
			"metadata: { name: api }",
			"permguard zones list --tls-ca-file /ca.pem",
		].join("\n")
		const { recognised, unread } = await readSettings([text])
		expect(recognised.map(({ kind, at }) => [kind, at.line])).toEqual(
			expect.arrayContaining([
				["environment", 1],
				["nginx", 3],
				["Kubernetes", 8],
				["command line", 10],
			]),
		)
		expect(unread).toEqual([])
	})

	it("reads variables of a ConfigMap where a container takes them", async () => {
		const text = `apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data:
  PERMGUARD_SERVER_TLS_MODE: spiffe
---
apiVersion: v1
kind: Pod
metadata: { name: p }
spec:
  containers:
    - name: server
      envFrom: [{ configMapRef: { name: settings } }]
      volumeMounts: []`
		const { sides } = await readSettings([text])
		expect(sides).toMatchObject([{ role: "server", mode: "spiffe" }])
	})

	it("reads configuration files inside of a ConfigMap, with their own lines", async () => {
		const text =
			"apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata:\n  nginx.conf: |\n    server {\n      listen 443 ssl;\n    }\n"
		const { findings } = await judgeSettingsText(text, now)
		expect(findings).toMatchObject([{ rule: "nginx-files-missing", evidence: [{ line: 7 }] }])
	})

	it.each(["a Pod", "a container"])("reads %s whose indentation was lost on the way", async (what) => {
		const pod =
			"volumes:\n- name: id\ncsi:\ndriver: csi.spiffe.io\nreadOnly: true\ncontainers:\n- name: server\n"
		const env =
			"env:\n- name: PERMGUARD_SERVER_TLS_MODE\nvalue: external\n- name: PERMGUARD_SERVER_TLS_CERT_FILE\nvalue: /id/svid.pem\n"
		const rest =
			"readinessProbe:\ngrpc:\nport: 9091\nvolumeMounts:\n- name: id\nmountPath: /id\nreadOnly: true"
		const { findings, unread, server } = await judgeSettingsText(
			`${what === "a Pod" ? pod : ""}${env}${rest}`,
			now,
		)
		expect(server.mode).toBe("external")
		const traps = findings.filter(({ rule }) => rule === "csi-volume-without-files")
		expect(traps.length).toBe(what === "a Pod" ? 1 : 0)
		expect(unread).toMatchObject([{ text: expect.stringContaining("indentation") }])
	})

	it("compares the files that are given together", async () => {
		const server = "PERMGUARD_SERVER_TLS_MODE=spiffe\nSPIFFE_ENDPOINT_SOCKET=unix:///a.sock"
		const client = "permguard config set zap-endpoint grpcs://a:9091\npermguard zones list --tls-skip-verify"
		const { findings } = await judgeSettingsTexts([server, client], now)
		const found = findings.find(({ rule }) => rule === "skip-verify-against-spiffe-server")
		expect(found?.evidence.map(({ source, line }) => [source, line])).toEqual([
			[1, 2],
			[0, 1],
		])
	})

	it.each([
		["prose", "The quick brown fox jumps over the lazy dog.\nTwice."],
		["an error", "rpc error: code = Unavailable desc = connection error"],
		["a certificate", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"],
		[
			"a sentence about a flag",
			"The --tls-skip-verify flag disables verification. Use --tls-ca-file instead.",
		],
		["a table of flags", "--server-tls-mode | PERMGUARD_SERVER_TLS_MODE | Set to tls |"],
		[
			"a row about a fault",
			"certificate required | no certificate was sent | Add --tls-cert-file and --tls-key-file |",
		],
		["other YAML", "title: Recipe\nsteps:\n  - mix\n  - bake"],
		["nothing", "# only a comment\n"],
	])("says that %s is not known, and judges nothing", async (_what, text) => {
		const verdict = await judgeSettingsText(text, now)
		expect(verdict).toMatchObject({ kind: "unknown", findings: [], recognised: [] })
		expect(verdict.sentence).toMatch(/^No settings were recognised/)
	})

	it("says on which line YAML cannot be read", async () => {
		const { unread } = await readSettings(["A_B=1\n---\nkind: Pod\nspec: [1, 2\nmore: x"])
		expect(unread).toMatchObject([{ what: "This YAML", at: { line: expect.any(Number) } }])
		expect(unread[0]?.at.line).toBeGreaterThan(3)
	})
})

describe("hostile settings", () => {
	const bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
	for (let level = 1; level < 12; level += 1) {
		const aliases = Array.from({ length: 9 }, () => `*a${level - 1}`).join(", ")
		bomb.push(`a${level}: &a${level} [${aliases}]`)
	}

	it.each([
		["aliases that multiply", bomb.join("\n"), /values/],
		["an alias in its own anchor", "a: &a\n  b: *a", /levels|values|anchor/],
		["an alias of nothing", "a: *nowhere\nb: 1", /anchor|alias/i],
		["brackets", `a: ${"[".repeat(50_000)}`, /levels/],
		["compact lists", `${"- ".repeat(20_000)}x`, /levels/],
		["indentation", Array.from({ length: 900 }, (_, index) => `${" ".repeat(index)}a:`).join("\n"), /levels/],
		["too much text", `a: ${"x".repeat(settingsCharactersMax)}`, /characters/],
	])("names the bound for %s", async (_what, text, reason) => {
		const { unread } = await readSettings([text])
		expect(unread.map(({ text: said }) => said).join(" ")).toMatch(reason)
	})

	it.each([
		["lines of shell", "A_B=1\n".repeat(150_000)],
		["commands", "permguard zones list --tls-skip-verify\n".repeat(2_000)],
		["open quotes", `A="${"\\".repeat(500_000)}`],
		["braces", "server {\n".repeat(60_000)],
		["closing braces", `server {\n${"}".repeat(500_000)}`],
		["listen lines", `server {\n${"listen 1 ssl;\n".repeat(30_000)}}`],
		["one long line", "a".repeat(900_000)],
		["documents", "a: 1\n---\n".repeat(20_000)],
		[
			"sockets",
			"- transport_socket: { typed_config: { common_tls_context: { alpn_protocols: [h2] } } }\n".repeat(
				9_000,
			),
		],
		["keys", Array.from({ length: 30_000 }, (_, index) => `k${index}: v`).join("\n")],
	])("ends on %s", async (_what, text) => {
		const verdict = await judgeSettingsText(text, now)
		expect(verdict.findings.length).toBeLessThanOrEqual(200)
	})

	it("never throws, whatever becomes of good settings", async () => {
		const texts = cases.flatMap(({ fires, silent }) => [fires, silent])
		const noise = fc.constantFrom(
			"{",
			"}",
			"[",
			":",
			"- ",
			"&a ",
			"*a",
			"'",
			'"',
			"\\",
			"\n",
			"\t",
			"|",
			"\u0000",
			"=",
			"---\n",
			"<<: ",
		)
		const hurt = fc
			.tuple(
				fc.constantFrom(...texts),
				fc.constantFrom(...texts),
				fc.array(fc.tuple(fc.nat(), noise), { maxLength: 6 }),
			)
			.map(([one, two, cuts]) =>
				cuts.reduce((text, [at, piece]) => {
					const cut = at % (text.length + 1)
					return text.slice(0, cut) + piece + text.slice(cut + (at % 3))
				}, `${one}\n${two}`),
			)
		await fc.assert(
			fc.asyncProperty(hurt, async (text) => {
				const { kind } = await judgeSettingsText(text, now)
				expect(["broken", "attention", "ok", "unknown"]).toContain(kind)
			}),
			{ numRuns: 300 },
		)
	})

	it("never throws on any text", async () => {
		await fc.assert(
			fc.asyncProperty(fc.string({ maxLength: 400, unit: "binary" }), async (text) => {
				expect(JSON.stringify(await judgeSettingsText(text, now))).toContain("sentence")
			}),
			{ numRuns: 200 },
		)
	})
})

describe("secrets", () => {
	const secret = "c2VjcmV0LXZhbHVlLXRoYXQtbm9ib2R5LW1heS1zZWU="
	it.each([
		`PERMGUARD_SERVER_TLS_MODE=tlss\nPERMGUARD_TLS_TOKEN=${secret}\nPERMGUARD_TLS_TOKEN=other`,
		`apiVersion: v1\nkind: Secret\nmetadata: { name: s }\ntype: kubernetes.io/tls\ndata:\n  tls.key: ${secret}`,
		`apiVersion: v1\nkind: Secret\nmetadata: { name: s }\nstringData:\n  tls.key: ${secret}`,
		`SSL_PASSWORD=${secret}\nSSL_PASSWORD=two`,
		`docker run -e PERMGUARD_SERVER_TLS_MODE=mtls -e API_KEY=${secret} permguard/all-in-one`,
		`permguard zones list --tls-skip-verify --token=${secret}`,
		`grpcurl -insecure -H 'authorization: Bearer ${secret}' a.example:443 list`,
		`PERMGUARD_ZAP_ENDPOINT=https://user:${secret}@a.example:1`,
	])("are in no answer: %#", async (text) => {
		const verdict = await judgeSettingsText(text, now)
		expect(verdict.findings.length).toBeGreaterThan(0)
		expect(JSON.stringify(verdict)).not.toContain(secret)
	})

	it("of good and bad cases stay where they were", async () => {
		for (const { fires } of cases) {
			const answer = JSON.stringify(await judgeSettingsText(fires, now))
			for (const [, value = ""] of fires.matchAll(/tls\.key: (\S{60,})/g)) expect(answer).not.toContain(value)
			expect(answer).not.toContain("BEGIN PRIVATE")
		}
	})
})
