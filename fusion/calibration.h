/* From the score of the default resolver to belief: the share of values with such a score that are
 * true. */
#ifndef CN_FUSION_CALIBRATION_H
#define CN_FUSION_CALIBRATION_H

/* score 0..1 -> belief 0..1. Never falls when score rises. */
double cn_calibrate(double score);

#endif
