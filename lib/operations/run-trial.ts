import { err, ok, type Result } from "#base/result"
import type { Secret } from "#base/secret"
import type { Report } from "#report/report"
import { checkTarget } from "./check-target.ts"
import type { OperationContext } from "./context.ts"
import { startTrialServer } from "./node/trial-server.ts"

/** The certificates of a trial, with keys that were made for it alone. */
export interface TrialInput {
	readonly runId: string
	readonly server: TrialIdentity
	readonly client: TrialIdentity
	/** Chains for the client's key that a server has to refuse, each by the same CA. PEM, leaf first. */
	readonly refused?: Partial<Record<TrialPosture, string>>
	/** PEM. */
	readonly caPem: string
	/** A name or address that the server's certificate carries. */
	readonly name: string
	readonly signal: AbortSignal
}

/** Postures for which the CA itself issues, so that only the fault can be the reason of a refusal. */
export type TrialPosture = "expired" | "not-yet-valid" | "wrong-eku"

/** PEM, leaf first, and the PKCS #8 key that belongs to it. */
export interface TrialIdentity {
	readonly chainPem: string
	readonly keyPem: Secret<string>
}

/** What came of it. */
export interface TrialOutcome {
	readonly runId: string
	readonly report: Report
	/** False: the run could not be stored, so that it has no page. */
	readonly isStored: boolean
}

const timeoutMs = 5_000

/**
 * Starts a gRPC server with these certificates on loopback, checks it in every mode and tries what it must refuse, and
 * ends it again. Fails with a sentence when no server can be started with them. The run is stored like any other.
 */
export async function runTrial(
	context: OperationContext,
	input: TrialInput,
): Promise<Result<TrialOutcome, string>> {
	const { server: identity, client, refused = {}, caPem, name, runId, signal } = input
	const issuedFor = (posture: TrialPosture) => {
		const chainPem = refused[posture]
		return chainPem === undefined ? {} : { [posture]: { chainPem, keyPem: client.keyPem } }
	}
	const issued = { ...issuedFor("expired"), ...issuedFor("not-yet-valid"), ...issuedFor("wrong-eku") }
	let server: Awaited<ReturnType<typeof startTrialServer>>
	try {
		server = await startTrialServer({ ...identity, clientCaPem: caPem })
	} catch (cause) {
		return err(
			`No server can be started with these files: ${cause instanceof Error ? cause.message : "unknown reason"}.`,
		)
	}
	try {
		const checked = await checkTarget(context, {
			runId,
			settings: {
				target: `grpcs://127.0.0.1:${server.port}`,
				mode: "mtls",
				serverName: name,
				ca: { kind: "pasted", pem: caPem },
				certificate: { kind: "pasted", pem: client.chainPem },
				key: { kind: "pasted", pem: client.keyPem },
				skipVerify: false,
				healthService: "",
				timeoutMs,
			},
			extras: { scan: false, enforce: true, issued },
			signal,
			onEvent: () => undefined,
		})
		const { report } = checked
		return ok({ runId, report, isStored: checked.storeFailure === undefined })
	} finally {
		server.close()
	}
}
