import { describe, expect, it } from "vitest"
import { placeholderContext } from "../fix-context.ts"
import { rules } from "../rules.ts"
import { coherenceRules } from "./coherence-rules.ts"
import { judgeSettingsText } from "./judge-settings-text.ts"
import { firingSettings } from "./testing/firing-settings.ts"

const cases = await firingSettings()
const now = Date.now()

/** A Pod of a Permguard server in mode tls whose files are mounted. */
const server = `apiVersion: v1
kind: Pod
metadata: { name: p }
spec:
  containers:
    - name: server
      image: permguard/all-in-one
      env:
        - { name: PERMGUARD_SERVER_TLS_MODE, value: tls }
        - { name: PERMGUARD_SERVER_TLS_CERT_FILE, value: /certs/tls.crt }
        - { name: PERMGUARD_SERVER_TLS_KEY_FILE, value: /certs/tls.key }
        - { name: API_CA_FILE, value: /var/run/secrets/kubernetes.io/serviceaccount/ca.crt }
      ports: [{ containerPort: 9091 }, { containerPort: 8080, name: metrics }]
      livenessProbe: { httpGet: { port: metrics } }
      volumeMounts: [{ name: certs, mountPath: /certs/ }]
  volumes: [{ name: certs, secret: { secretName: made-elsewhere, defaultMode: 256 } }]`

describe("settings that are well", () => {
	it.each([
		["a server with a health port of its own", server],
		[
			"a fragment without its mounts",
			"containers:\n- name: a\n  env:\n  - { name: TLS_CERT_FILE, value: /c/a.crt }",
		],
		[
			"a proxy's cluster that is no concern of the server",
			`${server}\n---\nclusters:\n- name: x\n  typed_extension_protocol_options: { a: { explicit_http_config: { http2_protocol_options: {} } } }\n  load_assignment: { endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: b, port_value: 80 } } } }] }] }`,
		],
		[
			"a client behind a Service of another port",
			`${server}\n---\npermguard config set zap-endpoint grpcs://permguard.example:443\npermguard zones list`,
		],
		[
			"a template",
			"apiVersion: v1\nkind: Secret\nmetadata: { name: s }\ntype: kubernetes.io/tls\ndata:\n  tls.crt: '{{ .crt }}'\n  tls.key: <base64>",
		],
		[
			"mutual TLS on both sides",
			"PERMGUARD_SERVER_TLS_MODE=mtls\nPERMGUARD_SERVER_TLS_CERT_FILE=/a\nPERMGUARD_SERVER_TLS_KEY_FILE=/b\nPERMGUARD_SERVER_TLS_CA_FILE=/c\ngrpcurl -cacert c -cert d -key e localhost:9091 list",
		],
	])("raise no error: %s", async (_what, text) => {
		const { findings, recognised } = await judgeSettingsText(text, now)
		expect(findings.filter(({ severity }) => severity === "error")).toEqual([])
		expect(recognised.length).toBeGreaterThan(0)
	})
})

describe("every rule about settings", () => {
	it.each(cases.map(({ rule, ...texts }, index) => [rule, index, texts] as const))(
		"%s fires for its fault and is silent when it is mended (%i)",
		async (rule, _index, { fires, silent }) => {
			const before = await judgeSettingsText(fires, now)
			expect(before.findings.map((finding) => finding.rule)).toContain(rule)
			const found = before.findings.find((finding) => finding.rule === rule)
			expect(found?.evidence.length).toBeGreaterThan(0)
			const after = await judgeSettingsText(silent, now)
			expect(after.findings.map((finding) => finding.rule)).not.toContain(rule)
			expect(after.recognised.length).toBeGreaterThan(0)
			expect([...before.unread, ...after.unread]).toEqual([])
		},
	)

	it.each(coherenceRules.map((rule) => [rule.id, rule] as const))("%s is whole", (id, rule) => {
		expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)+$/)
		expect(cases.map((each) => each.rule)).toContain(id)
		expect(rules.map((each) => each.id)).not.toContain(id)
		for (const text of [rule.title, rule.prose.means, rule.prose.confirm, rule.prose.prevent]) {
			expect(text.length).toBeGreaterThan(10)
			expect(text).not.toMatch(/\binsecure\b(?!_)|!/)
		}
		expect(rule.prose.seen.length).toBeGreaterThan(0)
		expect(rule.citation.length).toBeGreaterThan(0)
		expect(rule.fixes(placeholderContext).length).toBeGreaterThan(0)
	})

	it("has every id once", () => {
		expect(new Set(coherenceRules.map(({ id }) => id)).size).toBe(coherenceRules.length)
	})
})
