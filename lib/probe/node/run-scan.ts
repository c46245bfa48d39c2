import { createSecureContext, type SecureContext } from "node:tls"
import { startDeadline } from "#base/deadline"
import { scanHellos } from "#tls/node/hello-scanner"
import type { ScanObservation } from "#tls/scan"
import { parseIpAddress } from "#x509/ip-address"
import type { AttemptObservation } from "../observation.ts"
import type { FollowUp } from "./lane-input.ts"
import { clientOf } from "./lane-input.ts"
import type { ClientIdentity } from "./material.ts"
import { addressText, type DialAddress, resolveAddresses } from "./resolve-address.ts"
import { connectSocket } from "./scan-socket.ts"

/** Connections of one scan: what a server with every suite and version needs, and some to spare. */
const connectionsMax = 200
const connectionsAtOnce = 5
/** Milliseconds for one answer, unless the settings allow less. */
const answerMsMax = 2_500
/** Milliseconds for the whole scan, unless the settings allow more for a lane. */
const scanMsMin = 10_000

/**
 * Scans the address that the lanes reached, at most five connections at a time and 200 in all. Takes at most ten seconds
 * or four times the endpoint's timeout. Never rejects. Undefined when no lane heard TLS: there is nothing to scan.
 */
export async function runScan(context: FollowUp): Promise<ScanObservation | undefined> {
	const { request, target } = context
	const { clock, settings, policy } = request
	const peerAddress = scannedAddress(context.attempts)
	if (peerAddress === undefined) return undefined
	const deadline = startDeadline(clock, Math.max(scanMsMin, 4 * settings.timeoutMs), request.signal)
	try {
		const address = await findAddress(context, peerAddress, deadline.signal)
		if (address === undefined) return undefined
		const identity = clientIdentity(context)
		const scan = await scanHellos({
			peerAddress,
			sni: sniOf(context),
			connect: (signal) => connectSocket(address, target, policy, signal),
			contextFor: (version) => resumptionContext(version, identity),
			signal: deadline.signal,
			clock,
			onProgress: (asking, connections) =>
				request.onEvent({ kind: "scan-progress", asking, connections, connectionsMax }),
			connectionsMax,
			concurrency: connectionsAtOnce,
			answerMs: Math.min(settings.timeoutMs, answerMsMax),
		})
		return { ...scan, stopped: request.signal.aborted }
	} finally {
		deadline.clear()
	}
}

/** Where the settings' own lane heard TLS, else where any lane did. */
function scannedAddress(attempts: readonly AttemptObservation[]): string | undefined {
	const heard = attempts.filter(heardTls)
	return (heard.find((attempt) => attempt.configured) ?? heard[0])?.peerAddress
}

function heardTls({ firstBytes, tls }: AttemptObservation): boolean {
	return (
		tls?.version !== undefined || firstBytes?.kind === "tls-handshake" || firstBytes?.kind === "tls-alert"
	)
}

/** The address of that text, from the target itself: nothing that a peer said is dialled. */
async function findAddress(
	{ target }: FollowUp,
	text: string,
	signal: AbortSignal,
): Promise<DialAddress | undefined> {
	const resolved = await resolveAddresses(target, signal)
	return resolved.ok ? resolved.value.find((address) => addressText(address) === text) : undefined
}

/** The name that the lanes send, by the same rule. */
function sniOf({ request, target }: FollowUp): string | null {
	const name = request.settings.serverName ?? target.serverName
	const isIp =
		request.settings.serverName === undefined
			? target.address.kind === "tcp" && target.address.isIp
			: parseIpAddress(name) !== undefined
	return isIp ? null : name.replace(/\.$/, "")
}

function clientIdentity(context: FollowUp): ClientIdentity | undefined {
	const { configured, materials, spiffe } = context
	return configured.posture === "spiffe" ? spiffe?.identity : clientOf(configured, materials)
}

/** Old suites and short keys are no reason to fail here: what is asked is whether a session can be resumed. */
function resumptionContext(version: "1.2" | "1.3", identity: ClientIdentity | undefined): SecureContext {
	const name = version === "1.2" ? "TLSv1.2" : "TLSv1.3"
	return createSecureContext({
		minVersion: name,
		maxVersion: name,
		...(version === "1.2" ? { ciphers: "ALL:@SECLEVEL=0" } : {}),
		...(identity === undefined ? {} : { cert: identity.chainPem, key: identity.keyPem.reveal() }),
	})
}
