"use client"

import { useRouter } from "next/navigation"
import { DeleteEndpoint } from "#components/endpoint-form/delete-endpoint"
import { EndpointForm } from "#components/endpoint-form/endpoint-form"
import type { EndpointFormInput, EndpointFormStart } from "#components/endpoint-form/form-values"
import { endpointAddress } from "#components/ui/address"
import type { SettingProblem } from "#endpoints/endpoint"
import { deleteEndpoint, saveEndpoint } from "../../actions/endpoints.ts"

/** The form with the actions behind it. An endpoint that exists can be deleted here too. */
export function EndpointFormSection({
	start,
	name = "",
}: {
	readonly start: EndpointFormStart
	readonly name?: string
}) {
	const router = useRouter()
	const { id, version } = start
	const existing = id === undefined || version === undefined ? undefined : { id, version }
	return (
		<EndpointForm
			start={start}
			save={(input) => saveEndpoint({ input, ...(existing === undefined ? {} : { existing }) })}
			validate={validate}
			onSaved={(saved) => router.push(endpointAddress(saved))}
		>
			{existing === undefined ? null : (
				<DeleteEndpoint
					name={name}
					remove={async () => {
						const outcome = await deleteEndpoint({ id: existing.id })
						return outcome.kind === "deleted" ? undefined : outcome.text
					}}
					onDeleted={() => router.push("/")}
				/>
			)}
		</EndpointForm>
	)
}

/** The same parser as the server's, loaded when the form is first typed into. It reads no files. */
async function validate(input: EndpointFormInput): Promise<readonly SettingProblem[]> {
	const { parseEndpointInput } = await import("#endpoints/parse-input")
	const kept = {
		...(input.keepKey ? { key: { kind: "file", path: "kept" } as const } : {}),
		...(input.keepToken ? { token: { kind: "file", path: "kept" } as const } : {}),
	}
	const parsed = parseEndpointInput(input, kept)
	return parsed.ok ? [] : parsed.error
}
