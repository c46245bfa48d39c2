import { describe, expect, it } from "vitest"
import type { Finding, ServerInference } from "../finding.ts"
import { rulesById } from "../rules.ts"
import { explain } from "./explain.ts"
import type { Explanation } from "./explanation.ts"
import { type CheckEvidence, joinEvidence as joinTitled } from "./join-evidence.ts"

const target = "grpcs://pdp.internal:9094"

function fault(rule: string, title: string): Finding {
	return {
		rule,
		severity: "error",
		blame: "server",
		title,
		detail: "",
		evidence: [],
		fixes: [{ for: "server", text: `Mend ${rule}.` }],
		postures: ["tls"],
	}
}

function checked(
	findings: readonly Finding[],
	server: Partial<ServerInference> = {},
	kind: CheckEvidence["verdict"]["kind"] = findings.length === 0 ? "ok" : "broken",
): CheckEvidence {
	return {
		target,
		verdict: { kind, sentence: "Said in one sentence." },
		server: { mode: "tls", clientAuth: "none", signs: [], ...server },
		findings,
		stopped: false,
	}
}

const noIntermediate = fault(
	"missing-intermediate",
	"The server does not send its intermediate certificate Lab Issuing CA.",
)

function joinEvidence(explanation: Explanation, check: CheckEvidence) {
	return joinTitled(explanation, check, (rule) => rulesById.get(rule)?.title ?? rule)
}

describe("text and check together", () => {
	it("confirms the first cause when the check finds it", () => {
		const joined = joinEvidence(
			explain("certificate has expired code: 'CERT_HAS_EXPIRED'"),
			checked([fault("expired-server-cert", "The server's certificate expired on 2026-01-01.")]),
		)
		expect(joined.kind).toBe("confirmed")
		expect(joined.sentence).toContain(
			"The check confirms it: The server's certificate expired on 2026-01-01.",
		)
		expect(joined.fixes).toEqual([{ for: "server", text: "Mend expired-server-cert." }])
	})

	it("moves the cause that the check found before the one that the text names first", () => {
		const joined = joinEvidence(
			explain("x509: certificate signed by unknown authority"),
			checked([noIntermediate]),
		)
		expect(joined.kind).toBe("decided")
		expect(joined.causes[0]).toMatchObject({ rule: "missing-intermediate", standing: "confirmed" })
		expect(joined.sentence).toContain("The check decides: The server does not send its intermediate")
	})

	it("decides between plaintext and silence by what the server speaks", () => {
		const explained = explain("error reading server preface: EOF", "client")
		const joined = joinEvidence(explained, checked([]))
		expect(joined.causes[0]).toMatchObject({ rule: "plaintext-client-to-tls-server", standing: "confirmed" })
	})

	it("refutes what the check shows to be well, and sends to the client's trust file", () => {
		const joined = joinEvidence(explain("x509: certificate signed by unknown authority"), checked([]))
		expect(joined.kind).toBe("works")
		expect(joined.sentence).toMatch(/From here the check gets through.*trust file of the client/)
		expect(joined.causes.find(({ rule }) => rule === "missing-intermediate")).toMatchObject({
			standing: "refuted",
		})
		expect(joined.causes.at(-1)?.standing).toBe("refuted")
	})

	it("refutes a closed port that is open now, and says that it was another moment or place", () => {
		const joined = joinEvidence(explain("dial tcp 10.0.0.1:443: connect: connection refused"), checked([]))
		expect(joined.causes[0]).toMatchObject({ rule: "connection-refused", standing: "refuted" })
		expect(joined.sentence).toMatch(/another moment/)
	})

	it("says so when the check finds a fault that the text does not name", () => {
		const joined = joinEvidence(
			explain("x509: certificate is valid for a.test, not b.test"),
			checked([fault("expired-server-cert", "The server's certificate expired on 2026-01-01.")]),
		)
		expect(joined.kind).toBe("elsewhere")
		expect(joined.causes[0]).toMatchObject({ rule: "expired-server-cert", standing: "found" })
		expect(joined.causes[1]).toMatchObject({ rule: "hostname-mismatch", standing: "open" })
	})

	it("leaves the text standing when the endpoint cannot be reached from here", () => {
		const joined = joinEvidence(
			explain("remote error: tls: unknown certificate authority"),
			checked([fault("dns-failure", "The name pdp.internal is not known here.")], {
				mode: "unknown",
				clientAuth: "unknown",
			}),
		)
		expect(joined.kind).toBe("unreached")
		expect(joined.causes.find(({ rule }) => rule === "client-cert-untrusted")?.standing).toBe("open")
	})

	it("confirms a closed port that is closed from here too", () => {
		const joined = joinEvidence(
			explain("dial tcp 10.0.0.1:443: connect: connection refused"),
			checked([fault("connection-refused", "Nothing listens at 10.0.0.1:443.")], { mode: "unknown" }),
		)
		expect(joined.kind).toBe("confirmed")
	})

	it("asks for the client's certificate when the check had none to show", () => {
		const joined = joinEvidence(
			explain("remote error: tls: unknown certificate authority"),
			checked([fault("client-cert-required", "The server requires a client certificate.")], {
				mode: "mtls",
				clientAuth: "required",
			}),
		)
		expect(joined.kind).toBe("fits")
		expect(joined.sentence).toContain("check again with the certificate and key")
	})

	it("says that the program is the place to look when the text is about the call", () => {
		const joined = joinEvidence(explain("rpc error: code = NotFound desc = no zone"), checked([]))
		expect(joined).toMatchObject({ kind: "works", sentence: expect.stringContaining("look at the program") })
	})

	it("takes a text that names nothing, too", () => {
		const joined = joinEvidence(explain("it does not work"), checked([noIntermediate]))
		expect(joined).toMatchObject({ kind: "elsewhere", causes: [{ rule: "missing-intermediate" }] })
		expect(joined.sentence).toMatch(/^The text names no cause\./)
	})
})
