/** Electron-volts, metres and effective masses in the formulas of the junction. */
import { electronMass_kg, elementaryCharge_C, planck_Js, reducedPlanck_Js } from '../constants.ts';

/** hbar² / 2m of a free electron, in eV m². */
export const kinetic_eV_m2: number = (reducedPlanck_Js * reducedPlanck_Js) / (2 * electronMass_kg * elementaryCharge_C);

/** Wave number of a free electron of 1 eV, 1/m. */
export const inverseLength_per_sqrt_eV_m: number = 1 / Math.sqrt(kinetic_eV_m2);

/** e² / h, the conductance of one mode of one spin, in siemens. */
export const conductanceQuantum_S: number = (elementaryCharge_C * elementaryCharge_C) / planck_Js;
