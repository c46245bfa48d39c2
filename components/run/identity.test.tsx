import { cleanup, render, screen, within } from "@testing-library/react"
import { afterEach, describe, expect, it } from "vitest"
import type { AttemptObservation, WorkloadApiObservation } from "#probe/observation"
import { acceptedVerification, attemptOf, certificateOf } from "./example-run.fixture.tsx"
import { Identity } from "./identity.tsx"
import { identityView } from "./identity-view.tsx"

afterEach(cleanup)

const requested = { certificateAuthorities: ["CN=Platform Issuing CA"], signatureSchemes: [] }

function show(attempt: AttemptObservation, workloadApi?: WorkloadApiObservation) {
	render(<Identity view={identityView(attempt, workloadApi)} />)
	return {
		server: within(screen.getByRole("region", { name: "The server proved to be" })),
		own: within(screen.getByRole("region", { name: "You proved to be" })),
	}
}

describe("Identity", () => {
	it("says who the server proved to be and which rule matched", () => {
		const { server } = show(
			attemptOf("tls", {
				peer: { identity: "localhost", kind: "dns", matched: true },
				verification: acceptedVerification,
			}),
		)
		expect(server.getByText("as expected")).toBeDefined()
		expect(server.getByText("The DNS name localhost in the certificate is the expected one.")).toBeDefined()
	})

	it("aligns wanted and got where they differ", () => {
		const { server } = show(
			attemptOf("spiffe", {
				peer: { identity: "spiffe://prod/pap", kind: "spiffe", matched: false },
				verification: {
					...acceptedVerification,
					verdict: "rejected",
					name: { wanted: "spiffe://prod/zap", kind: "spiffe", got: ["spiffe://prod/pap"] },
				},
			}),
		)
		expect(server.getByText("Wanted spiffe://prod/zap, got spiffe://prod/pap.")).toBeDefined()
		expect(server.getByText("not the expected one")).toBeDefined()
	})

	it("calls a name a claim when the chain does not hold", () => {
		const { server } = show(
			attemptOf("tls", {
				peer: { identity: "localhost", kind: "dns", matched: true },
				verification: {
					...acceptedVerification,
					verdict: "rejected",
					anchored: false,
					reasons: [{ rule: "untrusted-issuer", text: "Nobody we trust issued it." }],
				},
			}),
		)
		expect(server.getByText(/this is a claim, not a proof/)).toBeDefined()
	})

	it("calls a wrong name proven when the chain holds", () => {
		const reasons = [{ rule: "wrong-spiffe-id", certificate: 0, text: "It is somebody else." }]
		const verification = { ...acceptedVerification, verdict: "rejected" as const, reasons }
		const attempt = attemptOf("spiffe", { peer: { identity: "spiffe://td/x", kind: "spiffe" }, verification })
		expect(identityView(attempt).server.isOnlyClaimed).toBe(false)
	})

	it("says that plaintext proves nothing", () => {
		const { server, own } = show(attemptOf("plaintext"))
		expect(server.getByText("Plaintext proves nothing: anybody could have answered.")).toBeDefined()
		expect(own.getByText("Plaintext has no place for an identity.")).toBeDefined()
	})

	it("says that the Workload API's identity is ours and not the target's", () => {
		const { own } = show(
			attemptOf("spiffe", {
				own: { source: "workload-api", spiffeId: "spiffe://td/client" },
				requested,
				sent: { certificate: "11".repeat(32) },
			}),
			{
				address: "unix:///run/agent.sock",
				ms: 3,
				outcome: {
					kind: "identity",
					spiffeId: "spiffe://td/client",
					trustDomains: ["td"],
					svids: 1,
					expiresAt: "2026-11-22T23:00:00Z",
				},
			},
		)
		expect(own.getByText(/this is our identity, not the target's/)).toBeDefined()
		expect(own.getByText(/unix:\/\/\/run\/agent\.sock gave us spiffe:\/\/td\/client/)).toBeDefined()
	})

	it.each([
		["nothing was asked", {}, "The server did not ask for a client certificate, so none was sent."],
		[
			"we had none",
			{ requested, sent: { certificate: null } },
			"The server asked for a client certificate; we sent an empty list.",
		],
		[
			"we sent ours",
			{ requested, sent: { certificate: "11".repeat(32) } },
			"The server asked for a client certificate, and we sent ours.",
		],
		[
			"the lane ended before",
			{ requested },
			"The server asked for a client certificate; the lane ended before ours.",
		],
	])("tells what became of our certificate when %s", (_name, over, sentence) => {
		const { own } = show(
			attemptOf("mtls", { own: { source: "files", certificate: certificateOf() }, ...over }),
		)
		expect(own.getByText(sentence)).toBeDefined()
	})

	it("does not call proven what was never sent", () => {
		const view = identityView(attemptOf("mtls", { own: { source: "files", certificate: certificateOf() } }))
		expect(view.own).toMatchObject({ ready: "billing.internal" })
		expect(view.own.identity).toBeUndefined()
	})
})
