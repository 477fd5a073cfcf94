/** Constants of nature in SI: CODATA 2018; e, h and k are exact, mu0 and the mass of the electron are measured. */
export const elementaryCharge_C = 1.602176634e-19;
export const planck_Js = 6.62607015e-34;
export const reducedPlanck_Js: number = planck_Js / (2 * Math.PI);
export const boltzmann_J_per_K = 1.380649e-23;
export const vacuumPermeability = 1.25663706212e-6;
export const electronMass_kg = 9.1093837015e-31;
/** Gyromagnetic ratio of the electron in rad/(s T), g = 2: the value of the macrospin literature. */
export const gyromagneticRatio = 1.760859644e11;
