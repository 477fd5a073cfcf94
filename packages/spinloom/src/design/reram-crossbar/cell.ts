/** The cell of the crossbar: what NVSim's default ReRAM cell says (paper 2, III.C: "the default NVSim's ReRAM cell file"). */
import type { MemoryCell } from '../../array/index.ts';
import type { Source } from '../../quantity/index.ts';

export const cellSource: Source = { trust: 'published', cite: 'NVSim (SEAL-UCSB/NVSim, 6334d00), RRAM_sample cell file' };

export const crossbarCell: MemoryCell = {
  kind: 'memristor',
  area_F2: 4,
  aspectRatio: 1,
  access: 'None',
  accessWidth_F: 0,
  accessDrop_V: 0,
  accessLeakage_A: 0,
  resistance: {
    on_ohm: 1e6,
    off_ohm: 1e7,
    onAtReset_ohm: 1e5,
    onAtSet_ohm: 1e5,
    onAtHalfReset_ohm: 5e5,
    capOn_F: 1e-16,
    capOff_F: 1e-16,
  },
  read: { mode: 'current', voltage_V: 0.4, power_W: 0.16e-6, minSense_V: 0.08 },
  reset: { mode: 'voltage', voltage_V: 2, pulse_s: 10e-9, energy_J: 0.6e-12 },
  set: { mode: 'voltage', voltage_V: 2, pulse_s: 10e-9, energy_J: 0.6e-12 },
};
