/** Written by `npm run characterize`; do not edit. */
import type { RecordedCircuits } from '../characterizer.ts';

export const recordedCircuits: RecordedCircuits = {
 "engine": "eecircuit-engine 1.8.0, ngspice-45.2",
 "inputs_sha256": "12c5af0564c0fe5081b4f7a93128e345815d5555013d51b3e6533ccf1b64bc67",
 "writes": [
  {
   "options": {
    "width_um": 0.12,
    "wordLine_V": 1.2,
    "drive_V": 1,
    "direction": "forward"
   },
   "normError": 0.00000146698,
   "current_A": 0.000119426,
   "energy_J": 5.61422e-13,
   "switching_s": 7.15862e-10
  },
  {
   "options": {
    "width_um": 0.12,
    "wordLine_V": 1.2,
    "drive_V": 1,
    "direction": "reverse"
   },
   "normError": 0.00000142228,
   "current_A": -0.000141357,
   "energy_J": 6.6445e-13,
   "switching_s": 5.95695e-10
  },
  {
   "options": {
    "width_um": 0.12,
    "wordLine_V": 1,
    "drive_V": 1,
    "direction": "forward"
   },
   "normError": 0.00000151691,
   "current_A": 0.000091606,
   "energy_J": 4.30627e-13,
   "switching_s": 1.09521e-9
  }
 ],
 "needs": {
  "current_A": 0.00012,
  "wordLine_V": 1.20425,
  "boostedWidth_um": 0.120666,
  "unboostedWidth_um": 0.165357
 },
 "senses": [
  {
   "operation": "read",
   "stored": "0",
   "result": false,
   "correct": true,
   "line_V": 0.182887,
   "reference_V": {
    "read": 0.253891
   },
   "margin_V": 0.0710046,
   "decision_s": 2.46763e-11,
   "energy_J": 2.19591e-13
  },
  {
   "operation": "read",
   "stored": "1",
   "result": true,
   "correct": true,
   "line_V": 0.327748,
   "reference_V": {
    "read": 0.253891
   },
   "margin_V": 0.0738573,
   "decision_s": 2.6222e-11,
   "energy_J": 2.18814e-13
  },
  {
   "operation": "and",
   "stored": "00",
   "result": false,
   "correct": true,
   "line_V": 0.090027,
   "reference_V": {
    "and": 0.154277
   },
   "margin_V": 0.0642497,
   "decision_s": 2.38676e-11,
   "energy_J": 2.20468e-13
  },
  {
   "operation": "and",
   "stored": "01",
   "result": false,
   "correct": true,
   "line_V": 0.12443,
   "reference_V": {
    "and": 0.154277
   },
   "margin_V": 0.0298471,
   "decision_s": 2.6718e-11,
   "energy_J": 2.21224e-13
  },
  {
   "operation": "and",
   "stored": "10",
   "result": false,
   "correct": true,
   "line_V": 0.12443,
   "reference_V": {
    "and": 0.154277
   },
   "margin_V": 0.0298471,
   "decision_s": 2.6718e-11,
   "energy_J": 2.21224e-13
  },
  {
   "operation": "and",
   "stored": "11",
   "result": true,
   "correct": true,
   "line_V": 0.186722,
   "reference_V": {
    "and": 0.154277
   },
   "margin_V": 0.0324452,
   "decision_s": 2.67637e-11,
   "energy_J": 2.2079e-13
  },
  {
   "operation": "or",
   "stored": "00",
   "result": false,
   "correct": true,
   "line_V": 0.090027,
   "reference_V": {
    "or": 0.105977
   },
   "margin_V": 0.0159505,
   "decision_s": 2.89166e-11,
   "energy_J": 2.22669e-13
  },
  {
   "operation": "or",
   "stored": "01",
   "result": true,
   "correct": true,
   "line_V": 0.12443,
   "reference_V": {
    "or": 0.105977
   },
   "margin_V": 0.0184522,
   "decision_s": 2.83661e-11,
   "energy_J": 2.22253e-13
  },
  {
   "operation": "or",
   "stored": "10",
   "result": true,
   "correct": true,
   "line_V": 0.12443,
   "reference_V": {
    "or": 0.105977
   },
   "margin_V": 0.0184522,
   "decision_s": 2.83661e-11,
   "energy_J": 2.22253e-13
  },
  {
   "operation": "or",
   "stored": "11",
   "result": true,
   "correct": true,
   "line_V": 0.186722,
   "reference_V": {
    "or": 0.105977
   },
   "margin_V": 0.0807445,
   "decision_s": 2.31945e-11,
   "energy_J": 2.20032e-13
  },
  {
   "operation": "xor",
   "stored": "00",
   "result": false,
   "correct": true,
   "line_V": 0.090026,
   "reference_V": {
    "or": 0.105968,
    "and": 0.154263
   },
   "margin_V": 0.0159421,
   "decision_s": 5.23323e-10,
   "energy_J": 3.04056e-13
  },
  {
   "operation": "xor",
   "stored": "01",
   "result": true,
   "correct": true,
   "line_V": 0.124428,
   "reference_V": {
    "or": 0.105968,
    "and": 0.154263
   },
   "margin_V": 0.01846,
   "decision_s": 5.25843e-10,
   "energy_J": 3.07579e-13
  },
  {
   "operation": "xor",
   "stored": "10",
   "result": true,
   "correct": true,
   "line_V": 0.124428,
   "reference_V": {
    "or": 0.105968,
    "and": 0.154263
   },
   "margin_V": 0.01846,
   "decision_s": 5.25843e-10,
   "energy_J": 3.07579e-13
  },
  {
   "operation": "xor",
   "stored": "11",
   "result": false,
   "correct": true,
   "line_V": 0.186719,
   "reference_V": {
    "or": 0.105968,
    "and": 0.154263
   },
   "margin_V": 0.0324562,
   "decision_s": 5.27267e-10,
   "energy_J": 3.0243e-13
  }
 ],
 "columns": [
  {
   "operation": "read",
   "stored": "0",
   "result": false,
   "correct": true,
   "line_V": 0.182856,
   "reference_V": {
    "read": 0.258315
   },
   "margin_V": 0.0754586,
   "decision_s": 2.35406e-11,
   "energy_J": 7.01864e-13,
   "row": "near",
   "wordLine_s": 2.01324e-10,
   "settling_s": 3.535e-9
  },
  {
   "operation": "read",
   "stored": "1",
   "result": true,
   "correct": true,
   "line_V": 0.325801,
   "reference_V": {
    "read": 0.258315
   },
   "margin_V": 0.0674861,
   "decision_s": 2.48358e-11,
   "energy_J": 7.01171e-13,
   "row": "near",
   "wordLine_s": 2.01313e-10,
   "settling_s": 2.095e-9
  },
  {
   "operation": "and",
   "stored": "00",
   "result": false,
   "correct": true,
   "line_V": 0.0905898,
   "reference_V": {
    "and": 0.160672
   },
   "margin_V": 0.0700824,
   "decision_s": 2.28867e-11,
   "energy_J": 7.03167e-13,
   "row": "near",
   "wordLine_s": 2.01704e-10,
   "settling_s": 2.065e-9
  },
  {
   "operation": "and",
   "stored": "01",
   "result": false,
   "correct": true,
   "line_V": 0.124839,
   "reference_V": {
    "and": 0.160673
   },
   "margin_V": 0.0358344,
   "decision_s": 2.46797e-11,
   "energy_J": 7.03678e-13,
   "row": "near",
   "wordLine_s": 2.01694e-10,
   "settling_s": 2.425e-9
  },
  {
   "operation": "and",
   "stored": "10",
   "result": false,
   "correct": true,
   "line_V": 0.124839,
   "reference_V": {
    "and": 0.160673
   },
   "margin_V": 0.0358344,
   "decision_s": 2.46797e-11,
   "energy_J": 7.03678e-13,
   "row": "near",
   "wordLine_s": 2.01694e-10,
   "settling_s": 2.425e-9
  },
  {
   "operation": "and",
   "stored": "11",
   "result": true,
   "correct": true,
   "line_V": 0.186883,
   "reference_V": {
    "and": 0.160674
   },
   "margin_V": 0.026209,
   "decision_s": 2.55853e-11,
   "energy_J": 7.03557e-13,
   "row": "near",
   "wordLine_s": 2.01681e-10,
   "settling_s": 9.7e-11
  },
  {
   "operation": "or",
   "stored": "00",
   "result": false,
   "correct": true,
   "line_V": 0.0905898,
   "reference_V": {
    "or": 0.112669
   },
   "margin_V": 0.0220796,
   "decision_s": 2.59511e-11,
   "energy_J": 7.0481e-13,
   "row": "near",
   "wordLine_s": 2.01704e-10,
   "settling_s": 1.775e-9
  },
  {
   "operation": "or",
   "stored": "01",
   "result": true,
   "correct": true,
   "line_V": 0.124839,
   "reference_V": {
    "or": 0.11267
   },
   "margin_V": 0.0121686,
   "decision_s": 2.7723e-11,
   "energy_J": 7.05115e-13,
   "row": "near",
   "wordLine_s": 2.01694e-10,
   "settling_s": 1.325e-9
  },
  {
   "operation": "or",
   "stored": "10",
   "result": true,
   "correct": true,
   "line_V": 0.124839,
   "reference_V": {
    "or": 0.11267
   },
   "margin_V": 0.0121686,
   "decision_s": 2.7723e-11,
   "energy_J": 7.05115e-13,
   "row": "near",
   "wordLine_s": 2.01694e-10,
   "settling_s": 1.325e-9
  },
  {
   "operation": "or",
   "stored": "11",
   "result": true,
   "correct": true,
   "line_V": 0.186882,
   "reference_V": {
    "or": 0.11267
   },
   "margin_V": 0.074212,
   "decision_s": 2.27644e-11,
   "energy_J": 7.02796e-13,
   "row": "near",
   "wordLine_s": 2.01681e-10,
   "settling_s": 1.785e-9
  },
  {
   "operation": "xor",
   "stored": "00",
   "result": false,
   "correct": true,
   "line_V": 0.0905861,
   "reference_V": {
    "or": 0.112659,
    "and": 0.160659
   },
   "margin_V": 0.0220733,
   "decision_s": 5.22752e-10,
   "energy_J": 8.66056e-13,
   "row": "near",
   "wordLine_s": 2.01701e-10,
   "settling_s": 2.045e-9
  },
  {
   "operation": "xor",
   "stored": "01",
   "result": true,
   "correct": true,
   "line_V": 0.124834,
   "reference_V": {
    "or": 0.11266,
    "and": 0.16066
   },
   "margin_V": 0.0121745,
   "decision_s": 5.24748e-10,
   "energy_J": 8.69931e-13,
   "row": "near",
   "wordLine_s": 2.0169e-10,
   "settling_s": 2.395e-9
  },
  {
   "operation": "xor",
   "stored": "10",
   "result": true,
   "correct": true,
   "line_V": 0.124834,
   "reference_V": {
    "or": 0.11266,
    "and": 0.16066
   },
   "margin_V": 0.0121745,
   "decision_s": 5.24748e-10,
   "energy_J": 8.69931e-13,
   "row": "near",
   "wordLine_s": 2.0169e-10,
   "settling_s": 2.395e-9
  },
  {
   "operation": "xor",
   "stored": "11",
   "result": false,
   "correct": true,
   "line_V": 0.186876,
   "reference_V": {
    "or": 0.11266,
    "and": 0.16066
   },
   "margin_V": 0.0262158,
   "decision_s": 5.25039e-10,
   "energy_J": 8.6443e-13,
   "row": "near",
   "wordLine_s": 2.01677e-10,
   "settling_s": 1.785e-9
  },
  {
   "operation": "read",
   "stored": "0",
   "result": false,
   "correct": true,
   "line_V": 0.196122,
   "reference_V": {
    "read": 0.258315
   },
   "margin_V": 0.0621928,
   "decision_s": 2.41489e-11,
   "energy_J": 7.01984e-13,
   "row": "far",
   "wordLine_s": 2.01329e-10,
   "settling_s": 3.715e-9
  },
  {
   "operation": "read",
   "stored": "1",
   "result": true,
   "correct": true,
   "line_V": 0.33894,
   "reference_V": {
    "read": 0.258314
   },
   "margin_V": 0.0806257,
   "decision_s": 2.4504e-11,
   "energy_J": 7.00967e-13,
   "row": "far",
   "wordLine_s": 2.0132e-10,
   "settling_s": 2.215e-9
  },
  {
   "operation": "and",
   "stored": "00",
   "result": false,
   "correct": true,
   "line_V": 0.103892,
   "reference_V": {
    "and": 0.160673
   },
   "margin_V": 0.0567804,
   "decision_s": 2.35472e-11,
   "energy_J": 7.03323e-13,
   "row": "far",
   "wordLine_s": 2.01713e-10,
   "settling_s": 2.205e-9
  },
  {
   "operation": "and",
   "stored": "01",
   "result": false,
   "correct": true,
   "line_V": 0.138132,
   "reference_V": {
    "and": 0.160674
   },
   "margin_V": 0.0225416,
   "decision_s": 2.64905e-11,
   "energy_J": 7.0425e-13,
   "row": "far",
   "wordLine_s": 2.01703e-10,
   "settling_s": 2.715e-9
  },
  {
   "operation": "and",
   "stored": "10",
   "result": false,
   "correct": true,
   "line_V": 0.138132,
   "reference_V": {
    "and": 0.160674
   },
   "margin_V": 0.0225416,
   "decision_s": 2.64905e-11,
   "energy_J": 7.0425e-13,
   "row": "far",
   "wordLine_s": 2.01703e-10,
   "settling_s": 2.715e-9
  },
  {
   "operation": "and",
   "stored": "11",
   "result": true,
   "correct": true,
   "line_V": 0.200158,
   "reference_V": {
    "and": 0.160674
   },
   "margin_V": 0.0394842,
   "decision_s": 2.45321e-11,
   "energy_J": 7.03034e-13,
   "row": "far",
   "wordLine_s": 2.01693e-10,
   "settling_s": 7.65e-10
  },
  {
   "operation": "or",
   "stored": "00",
   "result": false,
   "correct": true,
   "line_V": 0.103892,
   "reference_V": {
    "or": 0.11267
   },
   "margin_V": 0.00877746,
   "decision_s": 3.13049e-11,
   "energy_J": 7.0648e-13,
   "row": "far",
   "wordLine_s": 2.01713e-10,
   "settling_s": 2.185e-9
  },
  {
   "operation": "or",
   "stored": "01",
   "result": true,
   "correct": true,
   "line_V": 0.138131,
   "reference_V": {
    "or": 0.11267
   },
   "margin_V": 0.0254615,
   "decision_s": 2.4994e-11,
   "energy_J": 7.04134e-13,
   "row": "far",
   "wordLine_s": 2.01703e-10,
   "settling_s": 5.45e-10
  },
  {
   "operation": "or",
   "stored": "10",
   "result": true,
   "correct": true,
   "line_V": 0.138131,
   "reference_V": {
    "or": 0.11267
   },
   "margin_V": 0.0254615,
   "decision_s": 2.4994e-11,
   "energy_J": 7.04134e-13,
   "row": "far",
   "wordLine_s": 2.01703e-10,
   "settling_s": 5.45e-10
  },
  {
   "operation": "or",
   "stored": "11",
   "result": true,
   "correct": true,
   "line_V": 0.200157,
   "reference_V": {
    "or": 0.11267
   },
   "margin_V": 0.0874872,
   "decision_s": 2.23287e-11,
   "energy_J": 7.0258e-13,
   "row": "far",
   "wordLine_s": 2.01693e-10,
   "settling_s": 1.775e-9
  },
  {
   "operation": "xor",
   "stored": "00",
   "result": false,
   "correct": true,
   "line_V": 0.103888,
   "reference_V": {
    "or": 0.11266,
    "and": 0.160659
   },
   "margin_V": 0.00877135,
   "decision_s": 5.23471e-10,
   "energy_J": 8.6801e-13,
   "row": "far",
   "wordLine_s": 2.0171e-10,
   "settling_s": 2.175e-9
  },
  {
   "operation": "xor",
   "stored": "01",
   "result": true,
   "correct": true,
   "line_V": 0.138127,
   "reference_V": {
    "or": 0.11266,
    "and": 0.16066
   },
   "margin_V": 0.0225331,
   "decision_s": 5.26811e-10,
   "energy_J": 8.6964e-13,
   "row": "far",
   "wordLine_s": 2.017e-10,
   "settling_s": 2.685e-9
  },
  {
   "operation": "xor",
   "stored": "10",
   "result": true,
   "correct": true,
   "line_V": 0.138127,
   "reference_V": {
    "or": 0.11266,
    "and": 0.16066
   },
   "margin_V": 0.0225331,
   "decision_s": 5.26811e-10,
   "energy_J": 8.6964e-13,
   "row": "far",
   "wordLine_s": 2.017e-10,
   "settling_s": 2.685e-9
  },
  {
   "operation": "xor",
   "stored": "11",
   "result": false,
   "correct": true,
   "line_V": 0.200151,
   "reference_V": {
    "or": 0.11266,
    "and": 0.16066
   },
   "margin_V": 0.0394902,
   "decision_s": 5.24288e-10,
   "energy_J": 8.638e-13,
   "row": "far",
   "wordLine_s": 2.0169e-10,
   "settling_s": 1.775e-9
  }
 ],
 "columnWrite_A": 0.000117664,
 "flipFlops": [
  {
   "stored": false,
   "restored": false,
   "residue_V": 0.112383,
   "backupCurrent_A": 0.000135959,
   "backup_J": 4.06031e-13,
   "restore_J": 5.57372e-14
  },
  {
   "stored": true,
   "restored": true,
   "residue_V": 0.10863,
   "backupCurrent_A": -0.000135959,
   "backup_J": 4.09872e-13,
   "restore_J": 5.57772e-14
  }
 ]
};
