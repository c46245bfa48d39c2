"use client"

import { ChevronRight } from "lucide-react"
import type { ReactNode } from "react"
import { Field } from "#components/ui/field"
import { Checkbox, Input } from "#components/ui/input"
import { type GroupName, groupHolds, groupMatters, groups } from "./form-groups.tsx"
import type { FieldName } from "./form-values.tsx"
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

function FormSection({
	title,
	lead,
	children,
}: {
	readonly title: string
	readonly lead?: string
	readonly children: ReactNode
}) {
	return (
		<section
			aria-label={title}
			className="grid gap-x-8 gap-y-3 border-line border-t py-6 lg:grid-cols-[11rem_minmax(0,42rem)]"
		>
			<div>
				<h2 className="font-semibold">{title}</h2>
				{lead === undefined ? null : <p className="mt-1 text-ink-faint text-sm">{lead}</p>}
			</div>
			<div className="flex min-w-0 flex-col gap-4">{children}</div>
		</section>
	)
}

function FoldableSection({
	form,
	name,
	children,
}: SectionProps & { readonly name: GroupName; readonly children: ReactNode }) {
	const group = groups[name]
	const needed = groupMatters(name, form.values.mode)
	if (needed) return <FormSection title={group.title}>{children}</FormSection>
	return (
		<section aria-label={group.title} className="border-line border-t py-4">
			<details open={groupHolds(name, form.values, form.kept)} className="group">
				<summary className="flex min-h-8 list-none items-center gap-x-3 gap-y-1 max-sm:flex-wrap lg:gap-x-8">
					<h2 className="flex w-44 items-center gap-1.5 font-semibold text-ink-soft">
						<ChevronRight aria-hidden className="size-4 group-open:rotate-90" />
						{group.title}
					</h2>
					<span className="text-ink-faint text-sm">{group.aside}</span>
				</summary>
				<div className="mt-3 flex min-w-0 max-w-2xl flex-col gap-4 lg:ml-52">{children}</div>
			</details>
		</section>
	)
}

function SkipVerify({ form }: SectionProps) {
	const id = fieldId("skipVerify")
	return (
		<div>
			<label htmlFor={id} className="flex items-start gap-2 text-sm">
				<Checkbox
					id={id}
					checked={form.values.skipVerify}
					onChange={(event) => form.set("skipVerify", event.target.checked)}
					aria-describedby={`${id}-help`}
				/>
				<span className="mt-0.5 font-medium">Our clients do not verify the server</span>
			</label>
			<p id={`${id}-help`} className="mt-0.5 ml-8 text-ink-faint text-sm">
				Judge “TLS, not verified” as the configured lane. What verification would have said is shown all the
				same.
			</p>
			{form.problemOf("skipVerify") === undefined ? null : (
				<p className="ml-8 text-broken text-sm">{form.problemOf("skipVerify")?.text}</p>
			)}
		</div>
	)
}

function LineField({
	form,
	name,
	label,
	help,
	optional = false,
	mono = false,
	placeholder,
	inputMode,
}: SectionProps & {
	readonly name: Exclude<FieldName, "mode" | "skipVerify">
	readonly label: string
	readonly help: string
	readonly optional?: boolean
	readonly mono?: boolean
	readonly placeholder?: string
	readonly inputMode?: "numeric"
}) {
	return (
		<Field id={fieldId(name)} label={label} help={help} optional={optional} problem={form.problemOf(name)}>
			{(props) => (
				<Input
					{...props}
					mono={mono}
					value={form.values[name]}
					placeholder={placeholder}
					inputMode={inputMode}
					onChange={(event) => form.set(name, event.target.value)}
					onBlur={() => form.touch(name)}
				/>
			)}
		</Field>
	)
}
