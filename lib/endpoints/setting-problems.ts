import type { Result } from "#base/result"
import { parseHost } from "#grpc/host"
import type { Target, TargetFailure } from "#grpc/target"
import { parseEndpointSocket } from "#spiffe/endpoint-socket"
import { parseSpiffeId, trustDomainOf } from "#spiffe/id"
import { parseTrustDomain } from "#spiffe/trust-domain"
import type { SettingProblem } from "./endpoint.ts"
import type { KeptSecrets } from "./parse-input.ts"
import { type EndpointInput, labelsMax } from "./schema.ts"
import { isPemText, splitLabels, tokenSource } from "./setting-sources.ts"

/** Everything that does not fit together in an input, field by field, at most one problem a field of each kind. */
export function settingProblems(
	input: EndpointInput,
	target: Result<Target, TargetFailure>,
	kept: KeptSecrets,
): readonly SettingProblem[] {
	const scheme = target.ok ? target.value.scheme : "unstated"
	return [
		...(target.ok ? [] : [targetProblem(target.error)]),
		...labelProblems(input),
		...schemeProblems(input, scheme),
		...certificateProblems(input, kept),
		...nameProblems(input),
		...spiffeProblems(input),
		...callProblems(input),
		...keptProblems(input, kept),
	]
}

function targetProblem(failure: TargetFailure): SettingProblem {
	const hint = `${failure.hint.charAt(0).toUpperCase()}${failure.hint.slice(1)}.`
	return { field: "target", rule: "invalid-target", text: failure.text, hint }
}

function labelProblems(input: EndpointInput): readonly SettingProblem[] {
	const labels = splitLabels(input.labels)
	const { count, characters } = labelsMax
	if (labels.length > count)
		return [partial("labels", `There are more than ${count} labels.`, "Remove some.")]
	if (labels.every((label) => label.length <= characters)) return []
	return [
		partial("labels", `A label is longer than ${characters} characters.`, "Separate labels with commas."),
	]
}

/** The scheme in the target, the mode and the TLS settings must say the same. */
function schemeProblems(input: EndpointInput, scheme: Target["scheme"]): readonly SettingProblem[] {
	if (scheme === "grpc" && input.mode !== "none" && input.mode !== "auto") {
		const text = `Mode ${input.mode} uses TLS, and grpc:// means plaintext.`
		return [partial("mode", text, "Write grpcs:// in the target, or choose plaintext.")]
	}
	if (scheme === "grpcs" && input.mode === "none") {
		const text = "Mode none is plaintext, and grpcs:// means TLS."
		return [partial("mode", text, "Write grpc:// in the target, or choose a TLS mode.")]
	}
	if (scheme !== "grpc" && input.mode !== "none") return []
	const why = scheme === "grpc" ? "grpc:// means plaintext" : "mode none means plaintext"
	const hint = "TLS settings need grpcs://: write it in the target, or clear this field for plaintext."
	return tlsFields
		.filter((field) => (scheme === "grpc" || !trustFields.includes(field)) && isGiven(input, field))
		.map((field) => partial(field, `This is a TLS setting, and ${why}.`, hint))
}

const tlsFields = ["ca", "certificate", "key", "serverName", "skipVerify", "spiffeSocket"] as const
/** Beside mode none without a scheme these say nothing about the client: they only help to see what the server does. */
const trustFields: readonly (typeof tlsFields)[number][] = ["ca", "serverName"]

function isGiven(input: EndpointInput, field: (typeof tlsFields)[number]): boolean {
	if (field === "skipVerify") return input.skipVerify
	return input[field].trim() !== "" || (field === "key" && input.keepKey === true)
}

function certificateProblems(input: EndpointInput, kept: KeptSecrets): readonly SettingProblem[] {
	const hasCertificate = input.certificate.trim() !== ""
	const hasKey = input.key.trim() !== "" || (input.keepKey === true && kept.key !== undefined)
	const hasPassphrase = input.passphrase !== ""
	const problems: SettingProblem[] = []
	if (hasCertificate && !hasKey) {
		const hint = "Add the key that belongs to the certificate, or remove the certificate."
		problems.push(partial("key", "There is a client certificate, but no private key.", hint))
	}
	if (hasKey && !hasCertificate) {
		const hint = "Add the certificate that belongs to the key, or remove the key."
		problems.push(partial("certificate", "There is a private key, but no client certificate.", hint))
	}
	if (hasPassphrase && !hasKey) {
		problems.push(
			partial(
				"passphrase",
				"There is a passphrase, but no private key.",
				"Add the key, or clear this field.",
			),
		)
	}
	return [...problems, ...modeProblems(input, kept, hasCertificate || hasKey)]
}

function modeProblems(
	input: EndpointInput,
	kept: KeptSecrets,
	hasIdentity: boolean,
): readonly SettingProblem[] {
	const { mode } = input
	const problems: SettingProblem[] = []
	if ((mode === "mtls" || mode === "external") && !hasIdentity) {
		const text =
			mode === "mtls"
				? "Mutual TLS needs a client certificate."
				: "External mode needs the certificate file that infrastructure provides."
		problems.push(partial("certificate", text, "Name the certificate file here and its key below."))
	}
	if (mode === "external") {
		const pasted = (["ca", "certificate", "key"] as const).filter((field) => isPemText(input[field]))
		const keepsPasted = input.keepKey === true && input.key.trim() === "" && kept.key?.kind === "pasted"
		const fields = keepsPasted ? [...pasted, "key"] : pasted
		const text = "External mode reads files that infrastructure replaces; this is pasted text."
		problems.push(...fields.map((field) => partial(field, text, "Write the path of the file.")))
	}
	if (mode === "spiffe" && input.skipVerify) {
		const text = "SPIFFE mode always verifies the peer by its trust bundle."
		problems.push(partial("skipVerify", text, "Clear this box, or choose mode tls."))
	}
	if (mode === "spiffe" && input.spiffeSocket.trim() === "") {
		const hint = "Write it as in SPIFFE_ENDPOINT_SOCKET: unix:///run/spire/agent.sock"
		problems.push(partial("spiffeSocket", "SPIFFE mode needs the address of the Workload API.", hint))
	}
	return problems
}

function nameProblems(input: EndpointInput): readonly SettingProblem[] {
	const name = input.serverName.trim()
	if (name === "" || parseHost(name).ok) return []
	const hint = "Write the name or IP address in the certificate, without scheme and port."
	return [partial("serverName", "This is no host name and no IP address.", hint)]
}

function spiffeProblems(input: EndpointInput): readonly SettingProblem[] {
	const problems: SettingProblem[] = []
	const socketText = input.spiffeSocket.trim()
	const socket = socketText === "" ? undefined : parseEndpointSocket(socketText)
	if (socket?.ok === false) problems.push(partial("spiffeSocket", socket.error.text, socket.error.hint))
	const idText = input.expectSpiffeId.trim()
	const id = idText === "" ? undefined : parseSpiffeId(idText)
	if (id?.ok === false) problems.push(partial("expectSpiffeId", id.error.text, id.error.hint))
	const domainText = input.trustDomain.trim()
	const domain = domainText === "" ? undefined : parseTrustDomain(domainText)
	if (domain?.ok === false) problems.push(partial("trustDomain", domain.error.text, domain.error.hint))
	if (id?.ok && domain?.ok && trustDomainOf(id.value) !== domain.value) {
		const text = `The expected SPIFFE ID lies in the trust domain ${trustDomainOf(id.value)}, not in ${domain.value}.`
		problems.push(partial("trustDomain", text, "Clear this field: the ID names its trust domain."))
	}
	return problems
}

function callProblems(input: EndpointInput): readonly SettingProblem[] {
	const problems: SettingProblem[] = []
	if (input.method.trim() !== "" && !/^\/?[A-Za-z_][\w.]*\/[A-Za-z_]\w*$/.test(input.method.trim())) {
		problems.push(partial("method", "This is no full method name.", "Write package.Service/Method."))
	}
	const token = tokenSource(input.token)
	if (token?.kind === "pasted" && !/^[\x21-\x7e]+$/.test(token.text.reveal())) {
		const text = "The token is empty, or contains white space or characters that no header may carry."
		problems.push(partial("token", text, "Paste the token alone, without the word Bearer."))
	}
	if (!(input.timeoutMs >= 100 && input.timeoutMs <= 60_000)) {
		const text = "The deadline must be between 100 and 60,000 milliseconds."
		problems.push(partial("timeoutMs", text, "5000 suits most servers."))
	}
	return problems
}

/** A secret that the form believes to be stored is gone. */
function keptProblems(input: EndpointInput, kept: KeptSecrets): readonly SettingProblem[] {
	const gone = [
		["key", input.keepKey === true && input.key.trim() === "" && kept.key === undefined],
		["passphrase", input.keepPassphrase === true && input.passphrase === "" && kept.passphrase === undefined],
		["token", input.keepToken === true && input.token.trim() === "" && kept.token === undefined],
	] as const
	return gone
		.filter(([, isGone]) => isGone)
		.map(([field]) => partial(field, `There is no stored ${field} to keep.`, `Enter the ${field} again.`))
}

function partial(field: string, text: string, hint: string): SettingProblem {
	return { field, rule: "partial-config", text, hint }
}
