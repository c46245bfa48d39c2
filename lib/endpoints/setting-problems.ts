import type { Result } from "#base/result"
import type { Target, TargetFailure } from "#grpc/target"
import { parseEndpointSocket } from "#spiffe/endpoint-socket"
import { parseSpiffeId } from "#spiffe/id"
import { parseTrustDomain } from "#spiffe/trust-domain"
import type { SettingProblem } from "./endpoint.ts"
import type { KeptSecrets } from "./parse-input.ts"
import type { EndpointInput } from "./schema.ts"

/** Everything that does not fit together in an input, field by field, in the order of the form. */
export function settingProblems(
	input: EndpointInput,
	target: Result<Target, TargetFailure>,
	kept: KeptSecrets,
): readonly SettingProblem[] {
	const problems: SettingProblem[] = []
	if (!target.ok) {
		problems.push({ field: "target", rule: "invalid-target", text: target.error.text, hint: sentence(target.error.hint) })
	}
	const scheme = target.ok ? target.value.scheme : "unstated"
	problems.push(...schemeProblems(input, scheme))
	problems.push(...certificateProblems(input, kept))
	problems.push(...spiffeProblems(input))
	problems.push(...callProblems(input, kept))
	return problems
}

function schemeProblems(input: EndpointInput, scheme: Target["scheme"]): SettingProblem[] {
	const tlsFields = [
		["ca", input.ca],
		["certificate", input.certificate],
		["key", input.key || (input.keepKey ? "kept" : "")],
		["serverName", input.serverName],
		["skipVerify", input.skipVerify ? "yes" : ""],
		["spiffeSocket", input.spiffeSocket],
	] as const
	const hint = "Write grpcs:// in the target for TLS, or clear this field for plaintext."
	if (scheme === "grpc" && !["none", "auto"].includes(input.mode)) {
		return [partial("mode", `Mode ${input.mode} uses TLS, and grpc:// means plaintext.`, "Write grpcs:// in the target, or choose plaintext.")]
	}
	if (scheme === "grpcs" && input.mode === "none") {
		return [partial("mode", "Mode none is plaintext, and grpcs:// means TLS.", "Write grpc:// in the target, or choose a TLS mode.")]
	}
	if (scheme !== "grpc" && input.mode !== "none") return []
	const what = scheme === "grpc" ? "grpc:// means plaintext" : "mode none means plaintext"
	return tlsFields
		.filter(([, value]) => value.trim() !== "")
		.map(([field]) => partial(field, `This is a TLS setting, and ${what}.`, hint))
}

function certificateProblems(input: EndpointInput, kept: KeptSecrets): SettingProblem[] {
	const hasCertificate = input.certificate.trim() !== ""
	const hasKey = input.key.trim() !== "" || (input.keepKey === true && kept.key !== undefined)
	const needs = input.mode === "mtls" || input.mode === "external"
	const problems: SettingProblem[] = []
	if (hasCertificate && !hasKey) {
		problems.push(partial("key", "There is a client certificate, but no private key.", "Add the key that belongs to the certificate, or remove the certificate."))
	}
	if (hasKey && !hasCertificate) {
		problems.push(partial("certificate", "There is a private key, but no client certificate.", "Add the certificate that belongs to the key, or remove the key."))
	}
	if (needs && !hasCertificate && !hasKey) {
		const text = input.mode === "mtls" ? "Mutual TLS needs a client certificate." : "External mode needs the provisioned certificate file."
		problems.push(partial("certificate", text, "Name the certificate file here and its key below."))
	}
	const pastes = (["ca", "certificate", "key"] as const).filter((field) => input[field].includes("-----BEGIN"))
	if (input.mode === "external") {
		problems.push(...pastes.map((field) => partial(field, "External mode reads files that infrastructure replaces; this is pasted text.", "Write the path of the file.")))
	}
	if (input.skipVerify && input.mode === "spiffe") {
		problems.push(partial("skipVerify", "SPIFFE mode always verifies the peer by its trust bundle.", "Clear this box, or choose mode tls."))
	}
	return problems
}

function spiffeProblems(input: EndpointInput): SettingProblem[] {
	const problems: SettingProblem[] = []
	if (input.mode === "spiffe" && input.spiffeSocket.trim() === "") {
		problems.push(partial("spiffeSocket", "SPIFFE mode needs the address of the Workload API.", "Write it as in SPIFFE_ENDPOINT_SOCKET: unix:///run/spire/agent.sock"))
	}
	if (input.spiffeSocket.trim() !== "") {
		const socket = parseEndpointSocket(input.spiffeSocket.trim())
		if (!socket.ok) problems.push(partial("spiffeSocket", socket.error.text, socket.error.hint))
	}
	if (input.expectSpiffeId.trim() !== "") {
		const id = parseSpiffeId(input.expectSpiffeId.trim())
		if (!id.ok) problems.push(partial("expectSpiffeId", id.error.text, "Write it as in spiffe://example.org/ns/default/sa/api."))
	}
	if (input.trustDomain.trim() !== "") {
		const domain = parseTrustDomain(input.trustDomain.trim())
		if (!domain.ok) problems.push(partial("trustDomain", domain.error.text, "Write the bare name, as in example.org."))
	}
	return problems
}

function callProblems(input: EndpointInput, kept: KeptSecrets): SettingProblem[] {
	const problems: SettingProblem[] = []
	if (input.method.trim() !== "" && !/^\/?[A-Za-z_][\w.]*\/[A-Za-z_]\w*$/.test(input.method.trim())) {
		problems.push(partial("method", "This is no full method name.", "Write package.Service/Method."))
	}
	const token = input.token.trim().replace(/^text:/, "").trim()
	if (/[^\x21-\x7e]/.test(token)) {
		problems.push(partial("token", "The token contains white space or characters that no header may carry.", "Paste the token alone, without the word Bearer."))
	}
	if (input.keepToken === true && kept.token === undefined) {
		problems.push(partial("token", "There is no stored token to keep.", "Enter the token again."))
	}
	if (!Number.isFinite(input.timeoutMs) || input.timeoutMs < 100 || input.timeoutMs > 60_000) {
		problems.push(partial("timeoutMs", "The deadline must be between 100 and 60,000 milliseconds.", "5000 suits most servers."))
	}
	return problems
}

function partial(field: string, text: string, hint: string): SettingProblem {
	return { field, rule: "partial-config", text, hint }
}

function sentence(text: string): string {
	return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
