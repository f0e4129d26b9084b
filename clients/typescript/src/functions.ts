import { InvalidResponseError } from "./errors.js";
import { parseJson } from "./json.js";
import type { AttachedFunctionDetails, FunctionAttachment } from "./rest/types.gen.js";

/** A function that the server computes of a collection. */
export interface AttachedFunction {
  id: string;
  /** The name of this attachment. */
  name: string;
  /** What is computed, such as `statistics`. */
  functionName: string;
  /** The name of the collection that holds the results. */
  outputCollection: string;
  params: Record<string, unknown> | undefined;
}

/** The functions that servers know. */
export const FunctionId = {
  STATISTICS: "statistics",
  RECORD_COUNTER: "record_counter",
} as const;

/** The function of an answer to an attachment. */
export function attachedFunction(
  { attached_function: held }: FunctionAttachment,
  outputCollection: string,
  params: Record<string, unknown> | undefined,
): AttachedFunction {
  return { id: held.id, name: held.name, functionName: held.function_name, outputCollection, params };
}

/** The function of an answer that shows it in full. */
export function attachedFunctionOf({ attached_function: held }: AttachedFunctionDetails): AttachedFunction {
  let params: unknown;
  try {
    params = held.params ? parseJson(held.params) : undefined;
  } catch (cause) {
    throw new InvalidResponseError("The parameters of the attached function are not JSON", { cause });
  }
  return {
    id: held.id,
    name: held.name,
    functionName: held.function_name,
    outputCollection: held.output_collection,
    params: params as Record<string, unknown> | undefined,
  };
}
