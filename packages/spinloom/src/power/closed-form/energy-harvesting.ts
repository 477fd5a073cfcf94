/**
 * F7: the EH model of intermittent execution (San Miguel et al., MICRO 2018), as coded in EH-sim: the share of a supply's energy that makes progress.
 *
 *   p = (1 - e_D/E - e_R/E) / ((1 + e_B / ((eps - eps_C) tau_B)) (1 - eps_C/eps))
 *   e_D = (eps - eps_C) tau_D,  e_R = (Om_R - eps_C/s_R)(A_R + al_R tau_D),  e_B = (Om_B - eps_C/s_B)(A_B + al_B tau_B)
 *
 * Here e_R and e_B are given whole; eps is the energy of a cycle, eps_C what is harvested in it, tau_B the cycles between backups, tau_D those lost at the end of
 * a supply: 0 at best, tau_B / 2 on average, tau_B at worst. With eps_C = 0 and the average, the best tau_B is -A + sqrt(A^2 + 2 A (E - e_R) / eps), A = e_B / eps.
 */
import { notNegative, positive } from '../checks.ts';

export interface HarvestingModel {
  /** Of one supply period. */
  readonly supply_J: number;
  readonly cycle_J: number;
  /** Harvested in a cycle while running; below `cycle_J`. Default 0. */
  readonly harvested_J?: number;
  readonly cyclesBetweenBackups: number;
  readonly backup_J: number;
  /** Default 0. */
  readonly restore_J?: number;
}

export interface HarvestingProgress {
  readonly best: number;
  readonly mean: number;
  readonly worst: number;
  /** Best number of cycles between backups (with nothing harvested while running). */
  readonly optimalCycles: number;
}

export function harvestingProgress(model: HarvestingModel): HarvestingProgress {
  const { supply_J, cycle_J, harvested_J = 0, cyclesBetweenBackups, backup_J, restore_J = 0 } = model;
  positive(supply_J, 'supply');
  positive(cycle_J, 'cycle');
  positive(cyclesBetweenBackups, 'cycles between backups');
  notNegative(backup_J, 'backup');
  notNegative(restore_J, 'restore');
  const net = positive(cycle_J - notNegative(harvested_J, 'harvested'), 'cycle less harvested');
  const progress = (dead: number): number =>
    Math.max(0, (1 - (net * dead) / supply_J - restore_J / supply_J) / ((1 + backup_J / (net * cyclesBetweenBackups)) * (1 - harvested_J / cycle_J)));
  const a = backup_J / cycle_J;
  return {
    best: progress(0),
    mean: progress(cyclesBetweenBackups / 2),
    worst: progress(cyclesBetweenBackups),
    optimalCycles: -a + Math.sqrt(a * a + (2 * a * Math.max(0, supply_J - restore_J)) / cycle_J),
  };
}
