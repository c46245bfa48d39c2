import type { AttemptObservation, CapturedFacts, RunObservation } from "#probe/observation"
import type { FiringRun } from "./firing-run.ts"
import { alert, message, refusedClient, runOf, tlsAttempt } from "./observations.ts"

/** A run read from a capture. */
export function capturedRun(
	attempt: AttemptObservation,
	captured: Partial<CapturedFacts> = {},
	mode: "tls" | "mtls" = "tls",
): RunObservation {
	const facts: CapturedFacts = {
		client: "10.0.0.1:40000",
		server: "10.0.0.2:443",
		isWhole: true,
		secrecy: "opened",
		serverWentOn: true,
		calls: 1,
		...captured,
	}
	const { verification: _, ...unverified } = attempt
	const seen = { ...unverified, configured: true, captured: facts }
	return { ...runOf([seen], { mode }), origin: "capture" }
}

const sealedText = "The server closed the connection right after the client's last flight of the handshake."

function sealed(
	flight: NonNullable<CapturedFacts["flight"]>,
	outcome: AttemptObservation["outcome"],
): RunObservation {
	const {
		chain: _,
		peer: __,
		...attempt
	} = tlsAttempt("tls", {
		outcome,
		transcript: [
			message("ClientHello", "client"),
			message("ServerHello", "server"),
			message("Encrypted", "server"),
		],
		undecryptable: 4,
	})
	return capturedRun(attempt, { secrecy: "sealed", flight, serverWentOn: outcome.kind === "accepted" })
}

const closed = { kind: "refused", phase: "tls", by: "server", code: "SEALED", text: sealedText } as const

/** Runs of captures, in which somebody else is the client. */
export const captureRuns: readonly FiringRun[] = [
	{
		rule: "client-refused-certificate",
		what: "a client that answers the certificate with unknown_ca",
		run: capturedRun(
			tlsAttempt("tls", {
				outcome: {
					kind: "failed",
					phase: "tls",
					by: "client",
					alert: "unknown_ca",
					code: "ALERT",
					text: "…",
				},
				alerts: [alert("unknown_ca", 48, "client")],
			}),
		),
	},
	{
		rule: "capture-sealed",
		what: "a connection that went well, without keys",
		run: sealed("finished", { kind: "accepted", phase: "tls", code: "SEALED", text: "Data went both ways." }),
	},
	{
		rule: "capture-sealed",
		what: "a server that closes after an empty Certificate, without keys",
		run: sealed("empty-certificate", closed),
		severity: "error",
	},
	{
		rule: "capture-incomplete",
		what: "a connection that began before the capture",
		run: capturedRun(
			tlsAttempt("tls", {
				outcome: {
					kind: "failed",
					phase: "tls",
					by: "network",
					code: "UNFINISHED",
					text: "The capture ends.",
				},
			}),
			{ isWhole: false },
		),
	},
	{
		rule: "client-cert-required",
		what: "a captured client that sends an empty Certificate",
		run: capturedRun(refusedClient("tls")),
	},
]
