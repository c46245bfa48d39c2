"use client"

import { FoldableSection, FormSection } from "./form-section.tsx"
import { LineField, SkipVerify } from "./line-field.tsx"
import { ModeChoice } from "./mode-choice.tsx"
import { PemField } from "./pem-field.tsx"
import { type EndpointFormState, fieldId } from "./use-endpoint-form.tsx"

interface SectionProps {
	readonly form: EndpointFormState
}

/** Where: target, name, labels. */
export function WhereSection({ form }: SectionProps) {
	return (
		<FormSection title="Where">
			<LineField
				form={form}
				name="target"
				label="Target"
				mono
				placeholder="grpcs://billing.internal:443"
				help="host:port, grpc://, grpcs://, dns:///, ipv4:, ipv6:, unix:///path"
			/>
			<div className="grid gap-4 sm:grid-cols-2">
				<LineField
					form={form}
					name="name"
					label="Name"
					optional
					placeholder="billing"
					help="Empty: the target’s own name."
				/>
				<LineField
					form={form}
					name="labels"
					label="Labels"
					optional
					placeholder="prod, eu"
					help="Separated by commas; the overview groups by them."
				/>
			</div>
		</FormSection>
	)
}

/** What the team expects. */
export function ExpectSection({ form }: SectionProps) {
	return (
		<FormSection
			title="What you expect"
			lead="A check tries every mode that it has material for; this one is judged."
		>
			<ModeChoice id={fieldId("mode")} value={form.values.mode} onChange={(mode) => form.set("mode", mode)} />
		</FormSection>
	)
}

/** Trust, identity and SPIFFE: folded away where the mode does without them. */
export function MaterialSections({ form }: SectionProps) {
	return (
		<>
			<FoldableSection form={form} name="trust">
				<PemField
					form={form}
					name="ca"
					label="Trusted CAs"
					help="A path or pasted PEM. Empty: the roots of this system."
				/>
				<LineField
					form={form}
					name="serverName"
					label="Server name"
					optional
					mono
					placeholder="billing.internal"
					help="Sent as SNI and matched against the certificate, instead of the target's host."
				/>
				<SkipVerify form={form} />
			</FoldableSection>
			<FoldableSection form={form} name="identity">
				<PemField
					form={form}
					name="certificate"
					label="Client certificate"
					help="A path or pasted PEM, the leaf first and its intermediates behind it."
				/>
				<PemField
					form={form}
					name="key"
					kept="key"
					label="Private key"
					help="A path or pasted PEM. A pasted key stays in this program and never comes back to the browser."
				/>
				<PemField
					form={form}
					name="passphrase"
					kept="passphrase"
					label="Passphrase"
					help="Only for an encrypted key."
				/>
			</FoldableSection>
			<FoldableSection form={form} name="spiffe">
				<LineField
					form={form}
					name="spiffeSocket"
					label="Workload API"
					optional={form.values.mode !== "spiffe"}
					mono
					placeholder="unix:///run/spire/agent.sock"
					help="What SPIFFE_ENDPOINT_SOCKET says: unix:///path or tcp://IP:port."
				/>
				<LineField
					form={form}
					name="expectSpiffeId"
					label="Expected SPIFFE ID"
					optional
					mono
					placeholder="spiffe://prod/billing"
					help="The server must prove exactly this identity."
				/>
				<LineField
					form={form}
					name="trustDomain"
					label="Expected trust domain"
					optional
					mono
					placeholder="prod"
					help="Any identity of this trust domain will do."
				/>
			</FoldableSection>
		</>
	)
}

/** What is called once the connection stands. */
export function CallsSection({ form }: SectionProps) {
	return (
		<FormSection title="Calls">
			<PemField
				form={form}
				name="token"
				kept="token"
				label="Bearer token"
				help="A path, or the token itself. It is sent over TLS only, never in plaintext."
			/>
			<div className="grid gap-4 sm:grid-cols-2">
				<LineField
					form={form}
					name="healthService"
					label="Health service"
					optional
					mono
					placeholder="billing.v1.Billing"
					help="For grpc.health.v1. Empty asks for the server as a whole."
				/>
				<LineField
					form={form}
					name="method"
					label="Method"
					optional
					mono
					placeholder="billing.v1.Billing/Ping"
					help="Called instead of the health check."
				/>
				<LineField
					form={form}
					name="timeoutMs"
					label="Timeout"
					inputMode="numeric"
					help="Milliseconds for each attempt, 100 to 60000."
				/>
			</div>
		</FormSection>
	)
}
