import { z } from 'zod';
import { incidentSchema } from '../../model/leaks/incident';

/** A page of incidents; `next` asks for the one after. */
export const incidentListAnswerSchema = z.object({ incidents: z.array(incidentSchema), next: z.string().optional() });
