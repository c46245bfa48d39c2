import { hinted } from "#base/hinted"
import { err, ok, type Result } from "#base/result"
import { parseEndpointSocket } from "#spiffe/endpoint-socket"
import { parseSpiffeId, trustDomainOf } from "#spiffe/id"
import { parseTrustDomain, type TrustDomain } from "#spiffe/trust-domain"
import type { FieldProblem } from "../field-problem.ts"
import type { FederatedBundle } from "./federated-bundle.ts"

/** One identity that a development Workload API gives away. */
export interface WorkloadIdentity {
	readonly spiffeId: string
	/** Tells several identities of one caller apart. */
	readonly hint?: string
	/** Names that the SVID carries beside its ID, for clients that match host names. */
	readonly dns: readonly string[]
	/** Address of a socket of its own; absent: that of the API. */
	readonly socket?: string
	/** User who alone may open that socket; the program has to run as root to give it away. */
	readonly uid?: number
}

/** What a development Workload API serves. */
export interface WorkloadConfig {
	readonly trustDomain: TrustDomain
	readonly identities: readonly WorkloadIdentity[]
	/** Life of an SVID, milliseconds; renewed at half of it. */
	readonly ttlMs: number
	/** What is given along of other trust domains, by name. */
	readonly federated: ReadonlyMap<string, Pick<FederatedBundle, "authorities" | "jwtKeys">>
	/** `unix:///path` or `tcp://IP:port`. */
	readonly socket: string
	/** Mode of unix sockets, such as 0o600. */
	readonly socketMode: number
}

/** What a person asks for, as typed. */
export interface WorkloadForm {
	readonly trustDomain: string
	/** `spiffe://…`, with `;hint=…;uid=…;socket=…;dns=…` behind it where wanted. */
	readonly identities: readonly string[]
	readonly ttlMs: number
	readonly socket: string
	readonly socketMode: number
}

const identitiesMax = 50
const ttlMsMin = 2_000
const ttlMsMax = 7 * 86_400_000

/** Checks what was asked for, field by field. Bundles of other trust domains are added by the caller. */
export function readWorkloadForm(
	form: WorkloadForm,
): Result<Omit<WorkloadConfig, "federated">, readonly FieldProblem[]> {
	const problems: FieldProblem[] = []
	const refuse = (field: string, text: string) => {
		problems.push({ field, text })
	}
	const trustDomain = parseTrustDomain(form.trustDomain)
	if (!trustDomain.ok) refuse("trustDomain", hinted(trustDomain.error))
	const identities = form.identities.map((typed) =>
		readIdentity(typed, trustDomain.ok ? trustDomain.value : undefined),
	)
	for (const each of identities) if (!each.ok) refuse("identities", each.error)
	if (identities.length === 0)
		refuse("identities", "There is no identity. Give one, such as spiffe://dev.local/ns/default/sa/router.")
	if (identities.length > identitiesMax)
		refuse("identities", `${identities.length} identities are too many. Give at most ${identitiesMax}.`)
	const hints = identities.flatMap((each) =>
		each.ok && each.value.hint !== undefined ? [each.value.hint] : [],
	)
	if (new Set(hints).size < hints.length)
		refuse("identities", "Two identities have the same hint. Give each its own.")
	const read = identities.flatMap((each) => (each.ok ? [each.value] : []))
	for (const { socket, uid } of read)
		if (uid !== undefined && read.some((each) => each.socket === socket && each.uid !== uid))
			refuse("identities", `${socket} is for user ${uid} and for others too. Give each user a socket.`)
	if (!(form.ttlMs >= ttlMsMin && form.ttlMs <= ttlMsMax))
		refuse("ttl", "An SVID lives for 2 seconds to 7 days here. Give another lifetime.")
	const socket = parseEndpointSocket(form.socket)
	if (!socket.ok) refuse("socket", hinted(socket.error))
	if (!trustDomain.ok || problems.length > 0) return err(problems)
	return ok({
		trustDomain: trustDomain.value,
		identities: read,
		...{ ttlMs: form.ttlMs, socket: form.socket, socketMode: form.socketMode },
	})
}

function readIdentity(typed: string, trustDomain: TrustDomain | undefined): Result<WorkloadIdentity, string> {
	const [text = "", ...options] = typed.split(";").map((part) => part.trim())
	const id = parseSpiffeId(text)
	if (!id.ok) return err(hinted(id.error))
	if (trustDomain !== undefined && trustDomainOf(id.value) !== trustDomain)
		return err(`${text} is of another trust domain than ${trustDomain}. Give IDs of one trust domain.`)
	if (!/^spiffe:\/\/[^/]+\/./.test(text))
		return err(`${text} has no path, which the ID of a workload needs. Write it like ${text}/service.`)
	const found: { hint?: string; uid?: number; socket?: string; dns: string[] } = { dns: [] }
	let isUnix = false
	for (const option of options) {
		const [name = "", value = ""] = option.split(/=(.*)/s)
		if (name === "hint" && /^[\x21-\x7e]{1,100}$/.test(value)) found.hint = value
		else if (name === "dns" && /^[a-z0-9.-]{1,253}$/.test(value)) found.dns.push(value)
		else if (name === "uid" && /^\d{1,9}$/.test(value)) found.uid = Number(value)
		else if (name === "socket") {
			const socket = parseEndpointSocket(value)
			if (!socket.ok) return err(hinted(socket.error))
			found.socket = value
			isUnix = socket.value.kind === "unix"
		} else
			return err(
				`${JSON.stringify(option)} cannot be read. Write hint=NAME, dns=NAME, uid=NUMBER or socket=unix:///path.`,
			)
	}
	if (found.uid !== undefined && !isUnix)
		return err(
			`${text} is for one user, which needs a socket of its own: the system, and not the caller, says who may open it. Add socket=unix:///path.`,
		)
	return ok({ spiffeId: id.value, ...found })
}
