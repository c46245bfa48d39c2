"use client"

import type { FormEvent } from "react"
import { Button } from "#components/ui/button"
import { Field } from "#components/ui/field"
import { Checkbox, Input } from "#components/ui/input"
import { modeWords } from "#components/ui/meaning"
import { Select } from "#components/ui/select"
import type { EndpointMode, SettingProblem } from "#endpoints/endpoint"
import { extraNames, extraWords } from "./check-buttons.tsx"
import { bringsMaterial, type CheckFormValues } from "./check-form-values.tsx"

const modeOptions: readonly { readonly value: EndpointMode; readonly label: string }[] = [
	{ value: "auto", label: "Auto: what the settings bring" },
	{ value: "none", label: modeWords.none },
	{ value: "tls", label: modeWords.tls },
	{ value: "mtls", label: modeWords.mtls },
	{ value: "external", label: modeWords.external },
	{ value: "spiffe", label: modeWords.spiffe },
]

const materialFields = [
	{ name: "ca", label: "CA", help: "Path of a PEM file. Empty: system roots." },
	{ name: "serverName", label: "Server name", help: "Sent as SNI and matched. Empty: from the target." },
	{ name: "certificate", label: "Client certificate", help: "Path of a PEM file." },
	{ name: "key", label: "Client key", help: "Path of a PEM file." },
	{ name: "spiffeSocket", label: "SPIFFE Workload API", help: "unix:///path or tcp://IP:port" },
	{ name: "expectSpiffeId", label: "Expected SPIFFE ID", help: "spiffe://trust-domain/path" },
] as const satisfies readonly { name: keyof CheckFormValues; label: string; help: string }[]

/**
 * Target and material of a check that is not saved. Enter runs it. Fields have names so that a form sent before the
 * page is alive comes back filled in; the key has none, because it may be pasted and addresses are kept.
 */
export function CheckForm({
	values,
	onChange,
	onCheck,
	isBusy,
	problems,
}: {
	readonly values: CheckFormValues
	readonly onChange: (values: CheckFormValues) => void
	readonly onCheck: () => void
	readonly isBusy: boolean
	readonly problems: readonly SettingProblem[]
}) {
	const onSubmit = (event: FormEvent) => {
		event.preventDefault()
		onCheck()
	}
	const problemOf = (name: string) => problems.find((problem) => problem.field === name)
	return (
		<form onSubmit={onSubmit} noValidate aria-label="Check a target" className="print:hidden">
			<div className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_16rem_auto]">
				<Field id="check-target" label="Target" problem={problemOf("target")}>
					{(props) => (
						<Input
							{...props}
							mono
							name="target"
							value={values.target}
							placeholder="host:port, grpcs://host:port, unix:///path"
							onChange={(event) => onChange({ ...values, target: event.target.value })}
						/>
					)}
				</Field>
				<Field id="check-mode" label="Expected mode" problem={problemOf("mode")}>
					{() => (
						<Select
							label="Expected mode"
							value={values.mode}
							onChange={(mode) => onChange({ ...values, mode })}
							options={modeOptions}
							className="w-full"
						/>
					)}
				</Field>
				<Button type="submit" variant="primary" disabled={isBusy} focusableWhenDisabled className="sm:mt-7">
					{isBusy ? "Checking …" : "Check"}
				</Button>
			</div>
			<fieldset className="mt-2 flex flex-wrap gap-x-6 gap-y-1">
				<legend className="sr-only">Beyond the lanes</legend>
				{extraNames.map((extra) => (
					<label
						key={extra}
						htmlFor={`check-${extra}`}
						title={extraWords[extra].does}
						className="flex items-center gap-2 text-sm"
					>
						<Checkbox
							id={`check-${extra}`}
							name={extra}
							value="true"
							checked={values[extra]}
							onChange={(event) => onChange({ ...values, [extra]: event.target.checked })}
						/>
						{extraWords[extra].label}
					</label>
				))}
			</fieldset>
			<details open={bringsMaterial(values) || problems.length > 0} className="mt-2">
				<summary className="w-fit rounded-sm py-1 text-ink-soft text-sm hover:text-ink">
					Certificates, names and SPIFFE
				</summary>
				<div className="mt-2 grid gap-x-6 gap-y-3 sm:grid-cols-2">
					{materialFields.map(({ name, label, help }) => (
						<Field key={name} id={`check-${name}`} label={label} help={help} problem={problemOf(name)}>
							{(props) => (
								<Input
									{...props}
									mono
									{...(name === "key" ? {} : { name })}
									value={values[name]}
									onChange={(event) => onChange({ ...values, [name]: event.target.value })}
								/>
							)}
						</Field>
					))}
					<label htmlFor="check-skip-verify" className="flex items-center gap-2 text-sm">
						<Checkbox
							id="check-skip-verify"
							checked={values.skipVerify}
							onChange={(event) => onChange({ ...values, skipVerify: event.target.checked })}
						/>
						My clients use TLS, not verified
					</label>
				</div>
			</details>
		</form>
	)
}
