import { describeBrings } from "#probe/enforce/posture-table"
import type { EnforcementAttempt, EnforcementPosture, ThrowAwayIssuer } from "#probe/enforcement-observation"
import type { RunObservation } from "#probe/observation"
import type { FiringRun } from "./firing-run.ts"
import {
	attempt,
	healthyRun,
	ownCertificate,
	plaintextRun,
	refusedClient,
	runOf,
	runTime,
	tlsAttempt,
} from "./observations.ts"

/** One row of the enforcement table: what came of the posture, and the gRPC status where there was one. */
export function row(
	posture: EnforcementPosture,
	actual: EnforcementAttempt["actual"],
	change: { readonly issuer?: ThrowAwayIssuer; readonly status?: string } = {},
): EnforcementAttempt {
	const { issuer, status } = change
	const lane = posture === "plaintext" || posture === "token-over-plaintext" ? "plaintext" : "tls-unverified"
	const { posture: _posture, ...made } = attempt(lane, {
		...(status === undefined ? {} : { rpc: { method: "grpc.health.v1.Health/Check", status } }),
	})
	return {
		posture,
		brings: describeBrings(posture, issuer),
		actual,
		how: `The server did what is called ${actual} here.`,
		...(issuer === undefined ? {} : { issuer }),
		...(actual === "skipped" ? {} : { attempt: made }),
	}
}

/** The same run with an enforcement table of these rows. */
export function withTable(run: RunObservation, attempts: readonly EnforcementAttempt[]): RunObservation {
	return {
		...run,
		enforcement: {
			startedAt: runTime,
			durationMs: 300,
			connections: attempts.length,
			attempts,
			stopped: false,
		},
	}
}

/** An endpoint with mutual TLS that works: refused without a certificate, accepted with it. */
export function mutualRun(): RunObservation {
	const own = ownCertificate()
	return runOf(
		[
			refusedClient("tls"),
			tlsAttempt("mtls", {
				configured: true,
				own: { source: "files", certificate: own },
				requested: { certificateAuthorities: ["CN=Client CA"], signatureSchemes: [] },
				sent: { certificate: own.sha256 },
			}),
		],
		{ mode: "mtls", hasClientCertificate: true },
	)
}

/** A healthy TLS endpoint whose settings bring a token. */
export function tokenRun(): RunObservation {
	const run = healthyRun()
	return { ...run, settings: { ...run.settings, hasToken: true } }
}

const refusedForeign = [
	row("self-signed", "refused", { issuer: "itself" }),
	row("foreign-ca", "refused", { issuer: "made-up" }),
]

/** Runs whose enforcement table shows a gap. */
export const enforcementRuns: readonly FiringRun[] = [
	{
		rule: "accepts-no-client-certificate",
		what: "mutual TLS that answers without a certificate",
		run: withTable(mutualRun(), [row("no-certificate", "let-in"), ...refusedForeign]),
	},
	{
		rule: "accepts-any-client-certificate",
		what: "a certificate by a CA made up on the spot that is let in",
		run: withTable(mutualRun(), [row("foreign-ca", "let-in", { issuer: "made-up" })]),
	},
	{
		rule: "accepts-any-client-certificate",
		what: "a CA that bears the right name alone",
		run: withTable(mutualRun(), [...refusedForeign, row("same-name-ca", "let-in", { issuer: "made-up" })]),
	},
	{
		rule: "accepts-expired-client-certificate",
		what: "an expired certificate that is let in where strangers are refused",
		run: withTable(mutualRun(), [...refusedForeign, row("expired", "let-in", { issuer: "made-up" })]),
	},
	{
		rule: "accepts-expired-client-certificate",
		what: "a certificate of the future that is let in",
		run: withTable(mutualRun(), [...refusedForeign, row("not-yet-valid", "let-in", { issuer: "made-up" })]),
	},
	{
		rule: "accepts-wrong-eku-client-certificate",
		what: "a server's certificate that lets a client in",
		run: withTable(mutualRun(), [...refusedForeign, row("wrong-eku", "let-in", { issuer: "made-up" })]),
	},
	{
		rule: "accepts-foreign-spiffe-identity",
		what: "an SVID of a trust domain that was made up",
		run: withTable(mutualRun(), [
			...refusedForeign,
			row("foreign-trust-domain", "let-in", { issuer: "made-up" }),
		]),
	},
	{
		rule: "accepts-plaintext-on-tls-port",
		what: "a TLS port that answers plaintext",
		run: withTable(healthyRun(), [row("plaintext", "let-in")]),
	},
	{
		rule: "accepts-plaintext-on-tls-port",
		what: "a TLS port that refuses the caller in plaintext",
		run: withTable(healthyRun(), [row("plaintext", "transport-only", { status: "UNAUTHENTICATED" })]),
	},
	{
		rule: "old-tls-accepted",
		what: "a server that agrees on TLS 1.0 and then wants a certificate",
		run: withTable(healthyRun(), [row("tls-1.0", "transport-only"), row("tls-1.1", "refused")]),
	},
	{
		rule: "accepts-missing-token",
		what: "a call without a token that is answered",
		run: withTable(tokenRun(), [row("no-token", "let-in", { status: "OK" })]),
	},
	{
		rule: "accepts-missing-token",
		what: "a made-up token that is taken",
		run: withTable(tokenRun(), [
			row("no-token", "transport-only", { status: "UNAUTHENTICATED" }),
			row("malformed-token", "let-in", { status: "OK" }),
		]),
	},
	{
		rule: "stream-skips-token-check",
		what: "a stream that is answered where unary calls are refused",
		run: withTable(tokenRun(), [
			row("no-token", "transport-only", { status: "UNAUTHENTICATED" }),
			row("no-token-stream", "let-in", { status: "OK" }),
		]),
	},
	{
		rule: "token-accepted-over-plaintext",
		what: "a plaintext server that reads a token",
		run: withTable({ ...plaintextRun(), settings: { ...plaintextRun().settings, hasToken: true } }, [
			row("token-over-plaintext", "transport-only", { status: "UNAUTHENTICATED" }),
		]),
		isFirst: false,
	},
	{
		rule: "health-open-without-token",
		what: "a health check that is answered without a token",
		run: withTable(tokenRun(), [row("health-without-token", "let-in", { status: "OK" })]),
		isFirst: false,
	},
]
